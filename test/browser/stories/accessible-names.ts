import { expect } from 'vitest';
import { say } from '../support/actions.ts';
import { askPage } from '../support/ask-page.ts';
import { ANA, DEPLOYS, type World } from '../support/world.ts';

/** Whoever hears the page instead of seeing it finds a name on everything that can be used. */
export async function accessibleNames(world: World): Promise<void> {
  const page = await world.open(ANA, DEPLOYS);
  await page.locator('.message').first().waitFor();
  expect(await askPage(page, 'unnamedControls')).toEqual([]);
  for (const role of ['main', 'navigation'] as const) expect(await page.getByRole(role).count()).toBe(1);
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /app home/ })
    .click();
  await page.locator('#home .block').first().waitFor();
  expect(await askPage(page, 'unnamedControls')).toEqual([]);
  await world.keep(page, 'home');
  await page.getByRole('navigation').getByRole('button', { name: 'deploys' }).click();
  await say(page, '/circleci run');
  await page.getByRole('dialog', { name: /./ }).waitFor();
  expect(await askPage(page, 'unnamedControls')).toEqual([]);
  await page.keyboard.press('Escape');
}
