import { MOST_MENTIONS, type PeopleOptions, USUAL_PEOPLE } from '../domain/people-options.ts';
import { readMentionRules } from '../subscriptions/mention-rules.ts';
import type { Mistake } from '../views/help-mistake.ts';
import type { Word } from './tokens.ts';

/** What a subscription says about people and threads: `mine:on`, `mention=author:failed`, `threads:off`, `edges:off`. */

export const PEOPLE_WORDS = ['mine', 'mention', 'threads', 'edges'] as const;
export type PeopleWord = (typeof PEOPLE_WORDS)[number];

/** Whose `mine` means is known only where it is said. */
export interface PeopleArgs {
  readonly mine: boolean;
  readonly people: PeopleOptions;
}

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['yes', true],
  ['true', true],
  ['off', false],
  ['no', false],
  ['false', false],
]);

/** A mention as it was typed is a rule of its own; of the others the last word counts. */
export function toPeople(said: Readonly<Record<PeopleWord, readonly string[]>>): PeopleArgs | Mistake {
  const mine = toSwitch('mine', said.mine, false);
  const threads = toSwitch('threads', said.threads, USUAL_PEOPLE.threads);
  const edges = toSwitch('edges', said.edges, USUAL_PEOPLE.edges);
  for (const one of [mine, threads, edges]) if (typeof one !== 'boolean') return one;
  const read = readMentionRules(said.mention);
  if ('rules' in read) {
    return {
      mine: mine === true,
      people: { mine: null, mentions: read.rules, threads: threads === true, edges: edges === true },
    };
  }
  switch (read.problem) {
    case 'too-many':
      return { mistake: 'too-many-patterns', word: 'mention:', max: MOST_MENTIONS };
    case 'nobody':
      return { mistake: 'empty-value', word: `mention:${read.word}` };
    case 'name':
      return { mistake: 'unknown-person', word: read.word, nearest: ['mention:author'] };
    case 'outcome':
      return { mistake: 'unknown-outcome', word: read.word };
  }
}

function toSwitch(name: PeopleWord, words: readonly string[], usual: boolean): boolean | Mistake {
  let value = usual;
  for (const word of words) {
    const meant = SWITCH.get(word.toLowerCase());
    if (meant === undefined) {
      return { mistake: 'unknown-switch', word: `${name}:${word}`, nearest: [`${name}:on`, `${name}:off`] };
    }
    value = meant;
  }
  return value;
}

/** @returns what stands behind the sign, with people by their ids */
export function identifiedValue({ text, identified = text }: Word, at: number): string {
  return identified.slice(at + 1);
}
