import { expect } from 'vitest';
import { newestCard, say } from '../support/actions.ts';
import { KENJI, RELEASES_JA, type World } from '../support/world.ts';

/** A push nobody asked for in Slack: the card comes from webhooks alone. */
export async function simulatorPanel(world: World): Promise<void> {
  const page = await world.open(KENJI, RELEASES_JA);
  await say(page, '/circleci subscribe gh/acme/payments-api outcome:all');
  await page.locator('.message.ephemeral').first().waitFor();
  await page.getByText('Simulator', { exact: true }).click();
  await page.getByLabel('Project').selectOption('gh/acme/payments-api');
  await page.getByLabel('Branch').fill('feature/from-the-panel');
  await page.getByLabel('How it goes').selectOption('failure');
  await page.getByRole('button', { name: 'Push a commit' }).click();
  await page.getByText('Pushed to feature/from-the-panel').waitFor();
  const card = newestCard(page);
  await card.getByText('feature/from-the-panel').waitFor();
  await card.getByText(/失敗/).first().waitFor();
  await world.keep(page, 'webhook-card-ja');

  await page.getByLabel('Runs from now on').selectOption('success');
  await page.getByText('Runs started from now on: “success”.').waitFor();
  const state = await fetch(`${world.playground.url}/playground/state`);
  expect(await state.json()).toMatchObject({ scenario: 'success' });
  await page.getByLabel('Runs from now on').selectOption('');
  await page.getByText('Each project takes its usual course.').waitFor();
}
