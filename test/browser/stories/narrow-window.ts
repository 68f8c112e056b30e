import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { say } from '../support/actions.ts';
import { askPage } from '../support/ask-page.ts';
import { ANA, GENERAL, type World } from '../support/world.ts';

const LONG = 'a-very-long-branch-name-without-any-place-to-break-it/'.repeat(4);

export async function narrowWindow(world: World): Promise<void> {
  const page = await world.open(ANA, GENERAL, { viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
  await say(page, `${LONG} \`${LONG}\` https://a.example/${LONG}`);
  await page
    .locator('.message', { hasText: LONG.slice(0, 50) })
    .first()
    .waitFor();
  await fits(page);
  await world.keep(page, 'narrow-dark');

  const open = page.getByRole('button', { name: 'Channels and people' });
  await open.click();
  await page.getByRole('navigation').getByRole('button', { name: 'deploys' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await open.evaluate((element) => element.matches(':focus'))).toBe(true);
  await open.click();
  await page.getByRole('navigation').getByRole('button', { name: 'deploys' }).click();
  await page.getByRole('heading', { name: '# deploys' }).waitFor();
  await fits(page);

  await say(page, '/circleci run');
  await page.getByRole('dialog').waitFor();
  await fits(page);
  await world.keep(page, 'narrow-modal');
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 320, height: 568 });
  await fits(page);
}

/** Nothing has to be scrolled sideways: not the page, and no pane of it. */
async function fits(page: Page): Promise<void> {
  expect(await askPage(page, 'tooWide')).toEqual([]);
}
