import {
  AUTHOR,
  isGroupId,
  isUserId,
  type MentionRule,
  MOST_MENTIONS,
  USUAL_MENTIONED,
} from '../domain/people-options.ts';
import { OUTCOMES, type Outcome } from '../domain/subscription-filter.ts';

/** `nobody`: no one is named. `name`: a name instead of Slack's own mention, which anybody may bear. */
export type RuleProblem = 'nobody' | 'name' | 'outcome';

export type RulesRead =
  | { readonly rules: readonly MentionRule[] }
  | { readonly problem: RuleProblem; readonly word: string }
  | { readonly problem: 'too-many' };

/** Whoever is called that way is called together with everybody else. */
const WHOM = /^<?[@!]?(?:subteam\^)?([USW][A-Z0-9]+)(?:\|[^>]*)?>?$/;

/**
 * Reads rules as they are typed: `author:failed,broken`, `author,@U0123ABCD`, `@S0123ABCD:on_hold`. Without outcomes
 * it is the usual ones. People are named by Slack's ids only.
 *
 * @param texts one for each rule
 * @returns the rules, those for the same person as one, or the first thing that is wrong
 */
export function readMentionRules(texts: readonly string[]): RulesRead {
  const rules = new Map<string, Set<Outcome>>();
  for (const text of texts) {
    const [who = '', ...rest] = text.split(/[:：]/u);
    const outcomes = readOutcomes(rest.join(':'));
    if (typeof outcomes === 'string') return { problem: 'outcome', word: outcomes };
    const names = listOf(who);
    if (names.length === 0) return { problem: 'nobody', word: text };
    for (const name of names) {
      const whom = readWhom(name);
      if (whom === null) return { problem: 'name', word: name };
      rules.set(whom, new Set([...(rules.get(whom) ?? []), ...outcomes]));
    }
  }
  if (rules.size > MOST_MENTIONS) return { problem: 'too-many' };
  return {
    rules: [...rules].map(([whom, on]) => ({ whom, on: OUTCOMES.filter((outcome) => on.has(outcome)) })),
  };
}

/** @returns the outcomes, or the word that is none */
function readOutcomes(text: string): readonly Outcome[] | string {
  const words = listOf(text);
  if (words.length === 0) return USUAL_MENTIONED;
  const chosen: Outcome[] = [];
  for (const word of words) {
    const plain = word.toLowerCase().replaceAll('-', '_');
    const outcome = OUTCOMES.find((known) => known === plain);
    if (outcome === undefined) return word;
    chosen.push(outcome);
  }
  return chosen;
}

function readWhom(name: string): string | null {
  if (name.replace(/^@/, '').toLowerCase() === AUTHOR) return AUTHOR;
  const id = WHOM.exec(name)?.[1] ?? '';
  return isUserId(id) || isGroupId(id) ? id : null;
}

function listOf(text: string): string[] {
  return text
    .split(/[,、，]/u)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
