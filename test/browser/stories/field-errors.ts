import { expect } from 'vitest';
import { choose, say } from '../support/actions.ts';
import { ANA, GENERAL, type World } from '../support/world.ts';

/** What the page refuses by itself, and what the bot refuses, stand at the field; what was typed stays. */
export async function fieldErrors(world: World): Promise<void> {
  const page = await world.open(ANA, GENERAL);
  await say(page, '/circleci run');
  const modal = page.getByRole('dialog');
  await modal.getByRole('button', { name: 'Run' }).click();

  const project = page.getByRole('combobox', { name: /Project/ });
  await modal.getByText('Please fill in this field.').waitFor();
  expect(await project.getAttribute('aria-invalid')).toBe('true');
  expect(await project.evaluate((element) => element.matches(':focus'))).toBe(true);

  await choose(page, /Project/, 'gh/acme/web-shop', /web-shop/);
  const parameters = page.getByRole('textbox', { name: /parameters/i });
  await parameters.fill('no equals sign here');
  await modal.getByRole('button', { name: 'Run' }).click();
  await modal.locator('.field-error').waitFor();
  expect(await parameters.getAttribute('aria-invalid')).toBe('true');
  expect(await parameters.inputValue()).toBe('no equals sign here');
  expect(await project.inputValue()).toMatch(/web-shop/);
  expect(await modal.getByText('Please fill in this field.').count()).toBe(0);
  await world.keep(page, 'field-errors');

  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'hidden' });
}
