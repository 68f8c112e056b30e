import type { Locator, Page } from 'playwright-core';
import { ACTION } from '../../../src/views/action-ids.ts';

/** Writes into the composer and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message #/ });
  await composer.fill(text);
  await composer.press('Enter');
}

/** Messages of the open channel with that text. */
export function saying(page: Page, text: string): Locator {
  return page.locator('#messages .message', { hasText: text });
}

/** The bot's cards in the open channel, oldest first, in whichever language. */
export function cards(page: Page): Locator {
  return page
    .locator('#messages .message')
    .filter({ has: page.locator(`[data-action-id="${ACTION.openPipeline}"]`) });
}

/** The card of the newest pipeline. */
export function newestCard(page: Page): Locator {
  return cards(page).last();
}

/** Chooses in a combobox by typing. */
export async function choose(page: Page, field: string | RegExp, typed: string, option: string | RegExp) {
  await page.getByRole('combobox', { name: field }).fill(typed);
  await page.getByRole('dialog').getByRole('option', { name: option }).first().click();
}

/** Says something as the bot, past the bot's own escaping, as an attacker's text would arrive if it slipped. */
export async function postAsBot(
  slack: { readonly apiUrl: string; readonly botToken: string },
  message: object,
): Promise<string> {
  const response = await fetch(`${slack.apiUrl}/chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${slack.botToken}` },
    body: JSON.stringify(message),
  });
  const answer = (await response.json()) as { ok: boolean; error?: string; ts?: string };
  if (!answer.ok) throw new Error(`chat.postMessage: ${JSON.stringify(answer)}`);
  return answer.ts ?? '';
}
