import { expect } from 'vitest';
import { choose, newestCard, say } from '../support/actions.ts';
import { ANA, GENERAL, type World } from '../support/world.ts';

/** The first paragraph of the playground's promise, clicked through. */
export async function runAndApprove(world: World): Promise<void> {
  const page = await world.open(ANA, GENERAL);
  await page.getByText('Nothing has been said here yet.').waitFor();
  await say(page, '/circleci run');

  const modal = page.getByRole('dialog');
  await choose(page, /Project/, 'shop', /web-shop/);
  await choose(page, /Branch/, 'develop', /develop/);
  await world.keep(page, 'modal');
  await modal.getByRole('button', { name: 'Run' }).click();
  await modal.waitFor({ state: 'hidden' });

  const card = newestCard(page);
  await card.getByText('On hold').first().waitFor();
  await world.keep(page, 'on-hold');
  await card.getByRole('button', { name: /^Approve/ }).click();

  const question = page.getByRole('dialog');
  expect(await question.textContent()).toContain('approve-deploy');
  await question.getByRole('button', { name: 'Approve' }).click();

  await card.getByText('Succeeded').first().waitFor();
  const text = (await card.textContent()) ?? '';
  expect(text).toMatch(/web-shop/);
  expect(text).toMatch(/develop/);
  expect(text).toMatch(/approved by @Ana/i);
  // A card that was updated is not an edited message.
  expect(text).not.toContain('(edited)');
  expect(await card.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
  await world.keep(page, 'succeeded');
}
