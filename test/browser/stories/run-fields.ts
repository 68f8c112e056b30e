import { expect } from 'vitest';
import { choose, newestCard, say } from '../support/actions.ts';
import { ANA, GENERAL, type World } from '../support/world.ts';

/** The form shows what the configuration declares, says at the field what does not fit, and keeps what was typed. */
export async function runFields(world: World): Promise<void> {
  const page = await world.open(ANA, GENERAL);
  // CircleCI tells a configuration only of pipelines that it made.
  await say(page, '/circleci run gh/acme/web-shop main');
  await newestCard(page).getByText('main').first().waitFor();
  await say(page, '/circleci run');
  const modal = page.getByRole('dialog');
  await choose(page, /Project/, 'gh/acme/web-shop', /web-shop/);
  await modal.getByText('The parameters are those of pipeline').waitFor();
  const replicas = page.getByRole('textbox', { name: /replicas/ });
  expect(await replicas.inputValue()).toBe('1');
  await replicas.fill('many');
  await page.getByRole('textbox', { name: /image_tag/ }).fill('2.4.1');
  await world.keep(page, 'run-fields');
  await modal.getByRole('button', { name: 'Run' }).click();
  await modal.getByText('“replicas” has to be a whole number.').waitFor();
  expect(await replicas.getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByRole('textbox', { name: /image_tag/ }).inputValue()).toBe('2.4.1');
  await world.keep(page, 'run-fields-error');
  await replicas.fill('3');
  await modal.getByRole('button', { name: 'Run' }).click();
  await modal.waitFor({ state: 'hidden' });
  await newestCard(page).getByText('web-shop').first().waitFor();

  await say(page, '/circleci rollback gh/acme/web-shop storefront production');
  await modal.getByText('2.4.0').first().waitFor();
  await world.keep(page, 'rollback');
  await page.keyboard.press('Escape');
  await modal.waitFor({ state: 'hidden' });
}
