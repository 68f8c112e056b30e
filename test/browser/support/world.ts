import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Playground, startPlayground } from '../../../playground/main.ts';
import { teachQuestions } from './ask-page.ts';
import { launchChromium } from './chromium.ts';

/** Ids of playground/workspace.ts. */
export const ANA = 'U0ANA';
export const KENJI = 'U0KENJI';
export const PRIYA = 'U0PRIYA';
export const GENERAL = 'C0GENERAL';
export const DEPLOYS = 'C0DEPLOYS';
export const RELEASES_JA = 'C0RELEASESJA';

export interface WindowOptions extends BrowserContextOptions {
  /** Another server of the same page. */
  readonly url?: string;
}

/** The playground and a browser, and all that the pages did that nobody should. */
export interface World {
  readonly playground: Playground;
  /** Opens the page as a person, in a window of its own. */
  open(user: string, place: string, options?: WindowOptions): Promise<Page>;
  /** Keeps a picture for whoever reads the build's artifacts. */
  keep(page: Page, name: string): Promise<void>;
  /** Requests to other hosts, script errors and refused content of all pages so far. */
  readonly misdeeds: readonly string[];
  /** Closes all windows and whatever modal somebody left open, so that one story cannot spoil the next. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

export async function startWorld(executablePath: string): Promise<World> {
  // Half of what a person would wait: long enough to see every state, short enough for a test.
  const playground = await startPlayground({ port: 0, scenario: null, timeScale: 0.06, logLevel: 'error' });
  const browser = await launchChromium(executablePath).catch(async (error: unknown) => {
    await playground.stop();
    throw error;
  });
  const misdeeds: string[] = [];
  return {
    playground,
    open: (user, place, { url = playground.url, ...options } = {}) =>
      open(browser, `${url}/#${user}/${place}`, misdeeds, options),
    keep,
    misdeeds,
    async tidy() {
      for (const context of browser.contexts()) await context.close();
      for (const user of [ANA, KENJI, PRIYA]) await closeModals(playground, user);
    },
    async stop() {
      await browser.close();
      await playground.stop();
    },
  };
}

async function open(
  browser: Browser,
  url: string,
  misdeeds: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(20_000);
  await teachQuestions(context);
  const page = await context.newPage();
  watch(page, new URL(url).host, misdeeds);
  await page.goto(url);
  await page.locator('#people button').first().waitFor({ state: 'attached' });
  return page;
}

function watch(page: Page, host: string, misdeeds: string[]): void {
  page.on('request', (request) => {
    if (new URL(request.url()).host !== host) misdeeds.push(`request to ${request.url()}`);
  });
  page.on('pageerror', (error) => misdeeds.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) misdeeds.push(message.text());
  });
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

async function closeModals({ slack }: Playground, user: string): Promise<void> {
  const person = slack.client.as(user);
  for (let view = await person.modal(); view !== null; view = await person.modal()) await person.close(view);
}

async function keep(page: Page, name: string): Promise<void> {
  const folder = process.env.ARTIFACTS_DIR ?? 'artifacts';
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `playground-${name}.png`) });
}
