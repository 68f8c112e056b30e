import { messageText, type SlackSimulator } from '../../../simulators/slack/index.ts';
import { ADA } from '../../support/bot.ts';
import { CHANNELS } from './town.ts';

/** A channel and the pipeline a card is of, such as `deploys web-shop #1284`. */
export type CardName = string;
/** What each card says, every block of it; several where there are several. */
export type Cards = ReadonlyMap<CardName, readonly string[]>;

/** Every card in the workspace as people see it. */
export async function readCards(slack: SlackSimulator): Promise<Cards> {
  const cards = new Map<CardName, string[]>();
  const reader = slack.client.as(ADA);
  for (const channel of CHANNELS) {
    for (const message of await reader.messages(channel)) {
      // A reply in a card's thread explains a failure; it is no card.
      if (message.threadTs !== undefined) continue;
      if (message.user !== slack.bot.userId || message.blocks.length === 0) continue;
      const name = `${channel} ${titleOf(messageText(message))}`;
      const said = JSON.stringify([message.text, message.blocks], null, 1);
      cards.set(name, [...(cards.get(name) ?? []), said]);
    }
  }
  return cards;
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

function titleOf(text: string): string {
  const title = /[\w-]+ #\d+/.exec(text)?.[0];
  if (title === undefined) throw new Error(`a message that is no card: ${text}`);
  return title;
}
