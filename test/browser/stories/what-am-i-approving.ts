import { expect } from 'vitest';
import { newestCard, say, saying } from '../support/actions.ts';
import { ANA, DEPLOYS, GENERAL, type World } from '../support/world.ts';

/** What is behind a hold, before one approves it; and the same card in short beside a link that somebody posts. */
export async function whatAmIApproving(world: World): Promise<void> {
  const page = await world.open(ANA, DEPLOYS);
  await say(page, '/circleci run web-shop scenario/guarded');
  const card = newestCard(page);
  // Until it is there, the newest one is another story's, which may wait for approval, too.
  await card.getByText('scenario/guarded').waitFor();
  await card.getByText('waits for approval').waitFor();
  await card.getByText('unlocks').waitFor();
  expect(await card.textContent()).toMatch(/contexts prod-aws, prod-secrets 🔒, billing ⛔/);
  await card.getByRole('button', { name: 'What am I approving with approve-deploy?' }).click();

  const modal = page.getByRole('dialog');
  await modal.getByText('This approval lets go on').waitFor();
  await modal.getByText('As of').waitFor();
  expect(await modal.textContent()).toMatch(/restricted to other projects/);
  await world.keep(page, 'what-am-i-approving');
  await modal.getByRole('button', { name: 'Close' }).last().click();
  await modal.waitFor({ state: 'hidden' });

  const url = await card
    .getByRole('link', { name: /^web-shop #/ })
    .first()
    .getAttribute('href');
  const other = await world.open(ANA, GENERAL);
  await say(other, `Who looks at ${url} ?`);
  const message = saying(other, 'Who looks at');
  await message.getByRole('group', { name: 'Preview of a link' }).getByText('On hold').first().waitFor();
  await world.keep(other, 'link');
  await message.getByRole('button', { name: /^Approve/ }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await other.getByText('Nothing was approved yet').first().waitFor();
  await world.keep(other, 'warned');
}
