import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';

/** The questions of `in-page.js`, with what they answer. */
interface Answers {
  readonly focusedName: string;
  readonly isFocusInDialog: boolean;
  readonly unnamedControls: readonly string[];
  readonly tooWide: readonly string[];
  readonly madeOfText: {
    readonly active: number;
    readonly foreignPictures: number;
    readonly oddLinks: readonly string[];
  };
}

/** Call before a page is opened. */
export function teachQuestions(context: BrowserContext): Promise<unknown> {
  return context.addInitScript({ path: fileURLToPath(new URL('./in-page.js', import.meta.url)) });
}

/** Asks the page one of the questions. */
export function askPage<Q extends keyof Answers>(page: Page, question: Q): Promise<Answers[Q]> {
  return page.evaluate<Answers[Q]>(`inPage.${question}()`);
}
