import type { Locator, Page } from 'playwright-core';
import { cards, say, saying } from '../support/actions.ts';
import { ANA, DEPLOYS, KENJI, PRIYA, type World } from '../support/world.ts';

/** Three people at three windows: what it takes two of them for, and what one of them keeps the others out of. */
export async function severalPeople(world: World): Promise<void> {
  const [ana, kenji, priya] = [
    await world.open(ANA, DEPLOYS),
    await world.open(KENJI, DEPLOYS),
    await world.open(PRIYA, DEPLOYS),
  ];
  await twoApprove(world, ana, kenji, priya);
  await oneLocks(world, ana, kenji);
  await twoStop(world, ana, priya);
}

/** One for themselves, and one in the place of somebody who is away. */
async function twoApprove(world: World, ana: Page, kenji: Page, priya: Page): Promise<void> {
  await say(ana, '/circleci run gh/acme/payments-api scenario/hold');
  await cardOf(ana, 'payments-api').getByText('waits for approval').waitFor();
  await approveWith(ana, 'I tried it out');
  await cardOf(priya, 'payments-api').getByText('1 of 2 approvals').waitFor();
  await world.keep(ana, 'one-of-two');

  await say(kenji, '/circleci delegate @priya 4h');
  await kenji.getByText('delegate').last().waitFor();
  await approveWith(priya, 'So did I');
  await cardOf(ana, 'payments-api').getByText('Succeeded').first().waitFor();
  await cardOf(ana, 'payments-api')
    .getByText(/approved by/)
    .first()
    .waitFor();
  await world.keep(ana, 'two-of-two');
}

async function approveWith(page: Page, reason: string): Promise<void> {
  await cardOf(page, 'payments-api')
    .getByRole('button', { name: /^Approve/ })
    .click();
  const modal = page.getByRole('dialog');
  // The form for the reason is the only question.
  await modal.getByRole('textbox', { name: /Reason/ }).fill(reason);
  await modal
    .getByRole('button', { name: /^Approve/ })
    .last()
    .click();
  await modal.waitFor({ state: 'hidden' });
}

/** The other one is told why, asks the holder, and goes on when it is released. */
async function oneLocks(world: World, ana: Page, kenji: Page): Promise<void> {
  await say(ana, '/circleci lock gh/acme/web-shop 2h moving the database');
  await saying(kenji, 'moving the database').last().waitFor();
  await say(kenji, '/circleci run gh/acme/web-shop scenario/success');
  // What is for Kenji alone is in his language.
  await saying(kenji, 'ロックしています').last().getByRole('button', { name: 'ロックした人に聞く' }).click();
  await world.keep(kenji, 'locked');
  await say(ana, '/circleci unlock gh/acme/web-shop');
  await saying(kenji, 'is locked no more').last().waitFor();
}

/** Nothing ends before the second of them has said yes. */
async function twoStop(world: World, ana: Page, priya: Page): Promise<void> {
  await say(ana, '/circleci run gh/acme/web-shop scenario/hold');
  await cardOf(ana, 'scenario/hold').getByText('waits for approval').waitFor();
  await say(ana, '/circleci stop gh/acme/web-shop');
  await confirmStop(ana);
  await saying(priya, 'Confirmed by').last().waitFor();
  await world.keep(priya, 'stop-confirmed-once');
  await confirmStop(priya);
  await saying(ana, 'Nothing runs there any more').last().waitFor();
  await cardOf(ana, 'scenario/hold').getByText('Canceled').first().waitFor();
  await world.keep(ana, 'stopped');
}

async function confirmStop(page: Page): Promise<void> {
  await saying(page, '🛑')
    .last()
    .getByRole('button', { name: /^Confirm the stop/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
}

/** The newest card with that text; others may be newer. */
function cardOf(page: Page, text: string): Locator {
  return cards(page).filter({ hasText: text }).last();
}
