import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { newestCard } from '../support/actions.ts';
import { askPage } from '../support/ask-page.ts';
import { DEPLOYS, PRIYA, type World } from '../support/world.ts';

/** Nothing here touches the mouse. */
export async function keyboard(world: World): Promise<void> {
  const page = await world.open(PRIYA, DEPLOYS);
  const { keyboard: keys } = page;
  await tabUntil(page, 'Message #deploys');

  await keys.type('/ci');
  await keys.press('Tab');
  await keys.type('r');
  await page.getByRole('option', { name: /^run/ }).waitFor();
  await keys.press('ArrowDown');
  await keys.press('ArrowUp');
  await keys.press('Enter');
  await keys.press('Enter');

  const modal = page.getByRole('dialog');
  await modal.waitFor();
  await keys.type('gh/acme/web-shop');
  await modal
    .getByRole('option', { name: /web-shop/ })
    .first()
    .waitFor();
  await keys.press('Enter');
  await focusStaysInDialog(page);
  await tabUntil(page, 'Branch or tag');
  await keys.type('scenario/hold-first');
  await modal
    .getByRole('option', { name: /branch/ })
    .first()
    .waitFor();
  await keys.press('Enter');
  await tabUntil(page, 'Run');
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await newestCard(page)
    .getByRole('button', { name: /^Approve/ })
    .waitFor();
  await tabUntil(page, 'Approve', 'Shift+Tab');
  await keys.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keys.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await askPage(page, 'focusedName')).toMatch(/^Approve/);
  await keys.press('Enter');
  await tabUntil(page, 'Approve');
  await keys.press('Enter');
  await newestCard(page)
    .getByText(/approved by @Priya/i)
    .waitFor();

  // The last thing written comes back.
  await tabUntil(page, 'Message #deploys');
  await keys.press('ArrowUp');
  expect(await page.getByRole('textbox', { name: 'Message #deploys' }).inputValue()).toBe('/circleci run');
}

/** Moves on until the control with that name has the focus. */
async function tabUntil(page: Page, name: string, key = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    const focused = await askPage(page, 'focusedName');
    if (focused.startsWith(name)) return;
    seen.push(focused);
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to "${name}", only to: ${seen.join(' | ')}`);
}

async function focusStaysInDialog(page: Page): Promise<void> {
  for (let step = 0; step < 15; step += 1) {
    await page.keyboard.press('Tab');
    expect(await askPage(page, 'isFocusInDialog')).toBe(true);
  }
}
