import { messageText, type SlackSimulator } from '../../../simulators/slack/index.ts';
import type { ClientMessage } from '../../../simulators/slack/protocol.ts';
import { ADA } from '../../support/bot.ts';
import { CHANNELS } from './town.ts';

/** A channel and the pipeline a card is of, such as `deploys web-shop #1284`. */
export type CardName = string;
/** What each card says, every block of it; several where there are several. */
export type Cards = ReadonlyMap<CardName, readonly string[]>;

/** Where a failure began is told as it was known when it was asked for, which is what a fault may delay. */
const ORIGIN = /🔎 (?:(?!\\n)[^"])*/gu;

/**
 * What broke or is fixed is told beside its card, once, where the card was out before: the twin, which is told last, has
 * cards that say it themselves.
 */
const EDGE = /^(?:Broken|Fixed): /u;

/** Every card in the workspace as people see it, with what its thread says after its own words. */
export async function readCards(slack: SlackSimulator): Promise<Cards> {
  const cards = new Map<CardName, string[]>();
  const reader = slack.client.as(ADA);
  for (const channel of CHANNELS) {
    const names = new Map<string, CardName>();
    const edges = new Set<string>();
    for (const message of await reader.messages(channel)) {
      if (message.user !== slack.bot.userId || message.blocks.length === 0) continue;
      const said = wordsOf(message);
      if (message.threadTs === undefined) {
        const name = `${channel} ${titleOf(messageText(message))}`;
        names.set(message.ts, name);
        cards.set(name, [...(cards.get(name) ?? []), said]);
      } else if (EDGE.test(message.text) && !edges.has(`${message.threadTs} ${message.text}`)) {
        edges.add(`${message.threadTs} ${message.text}`);
      } else {
        // Any other reply in a card's thread explains a failure. It belongs to the card, and is there once.
        const name = names.get(message.threadTs) ?? `${channel} without a card`;
        cards.set(
          name,
          (cards.get(name) ?? ['']).map((card) => `${card}\n${said}`),
        );
      }
    }
  }
  return cards;
}

/** @returns how many of the bot's messages in the threads of cards explain a failure */
export async function countReplies(slack: SlackSimulator): Promise<number> {
  const reader = slack.client.as(ADA);
  let replies = 0;
  for (const channel of CHANNELS) {
    const shown = await reader.messages(channel);
    replies += shown.filter(
      ({ user, threadTs, text }) => user === slack.bot.userId && threadTs !== undefined && !EDGE.test(text),
    ).length;
  }
  return replies;
}

export interface Comparison {
  readonly missing: readonly CardName[];
  readonly wrong: readonly CardName[];
  /** Cards beyond the first of a pipeline and channel. */
  readonly duplicates: readonly CardName[];
  /** Cards of pipelines that should have none. */
  readonly unwanted: readonly CardName[];
  readonly right: number;
}

/** @param wanted one card per name */
export function compareCards(wanted: Cards, shown: Cards): Comparison {
  const names = [...wanted.keys()];
  const missing = names.filter((name) => !shown.has(name));
  const wrong = names.filter((name) => shown.has(name) && shown.get(name)?.[0] !== wanted.get(name)?.[0]);
  return {
    missing,
    wrong,
    duplicates: [...shown].flatMap(([name, copies]) => copies.slice(1).map(() => name)),
    unwanted: [...shown.keys()].filter((name) => !wanted.has(name)),
    right: names.length - missing.length - wrong.length,
  };
}

/**
 * Blocks' ids are made of what the blocks say. That a card came late is true of the one bot and not of the other: on a
 * busy machine the twin, which is told last, may be minutes late.
 */
function wordsOf({ text, blocks }: ClientMessage): string {
  const withoutIds = (key: string, value: unknown) => (key === 'block_id' ? undefined : value);
  const lasting = blocks.filter((block) => !JSON.stringify(block).includes('⏱️ '));
  return JSON.stringify([text, lasting], withoutIds, 1).replace(ORIGIN, '🔎 …');
}

function titleOf(text: string): string {
  const title = /[\w-]+ #\d+/.exec(text)?.[0];
  if (title === undefined) throw new Error(`a message that is no card: ${text}`);
  return title;
}
