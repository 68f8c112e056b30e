import { WANTED_OUTCOMES, type WantedOutcome } from '../domain/subscription-filter.ts';
import type { Mistake } from '../views/help-mistake.ts';
import { nearest } from './nearest.ts';

/** The filters of a subscription that choose among words. */

/** Spellings that people use for the same. */
const SYNONYMS: ReadonlyMap<string, WantedOutcome> = new Map([
  ['cancelled', 'canceled'],
  ['failure', 'failed'],
  ['fail', 'failed'],
  ['succeeded', 'success'],
  ['passed', 'success'],
  ['hold', 'on_hold'],
  ['onhold', 'on_hold'],
  ['recovered', 'fixed'],
]);
const BOTS: ReadonlyMap<string, boolean> = new Map([
  ['in', true],
  ['yes', true],
  ['on', true],
  ['true', true],
  ['out', false],
  ['no', false],
  ['off', false],
  ['false', false],
]);

/** @returns the outcomes in the order of the language, none for the usual ones; a mistake names the nearest */
export function toOutcomes(words: readonly string[]): readonly WantedOutcome[] | Mistake {
  const chosen = new Set<WantedOutcome>();
  for (const word of words) {
    const plain = word.toLowerCase().replaceAll('-', '_');
    const outcome = WANTED_OUTCOMES.find((known) => known === plain) ?? SYNONYMS.get(plain);
    if (outcome === undefined) {
      const near = nearest(plain, WANTED_OUTCOMES).map((name) => `outcome:${name}`);
      return { mistake: 'unknown-outcome', word, nearest: near };
    }
    chosen.add(outcome);
  }
  return chosen.has('all') ? ['all'] : WANTED_OUTCOMES.filter((outcome) => chosen.has(outcome));
}

/** @returns whether bots are let in, which they are when nothing is said; the last word counts */
export function toBots(words: readonly string[]): boolean | Mistake {
  let bots = true;
  for (const word of words) {
    const meant = BOTS.get(word.toLowerCase());
    if (meant === undefined) {
      return { mistake: 'unknown-bots', word, nearest: ['bots:out', 'bots:in'] };
    }
    bots = meant;
  }
  return bots;
}
