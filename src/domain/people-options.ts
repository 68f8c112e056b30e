import { z } from 'zod';
import { OUTCOMES, type Outcome } from './subscription-filter.ts';

/** Whom a channel has mentioned, and when. */
export interface MentionRule {
  /** `author`, a Slack user id (`U…`, `W…`) or the id of a user group (`S…`). */
  readonly whom: string;
  /** Not empty. */
  readonly on: readonly Outcome[];
}

/** What a subscription says about people and about replies in threads, beside its filters. */
export interface PeopleOptions {
  /** Only pipelines that this Slack user had a hand in; null: everyone's. */
  readonly mine: string | null;
  readonly mentions: readonly MentionRule[];
  /** False: no details in the card's thread. */
  readonly threads: boolean;
  /** False: what broke or is fixed is not shown in the channel as well. */
  readonly edges: boolean;
}

/** What one gets who says nothing of it. */
export const USUAL_PEOPLE: PeopleOptions = { mine: null, mentions: [], threads: true, edges: true };

export const AUTHOR = 'author';
/** On what a rule mentions that names no outcome. */
export const USUAL_MENTIONED: readonly Outcome[] = ['failed', 'broken'];
export const MOST_MENTIONS = 10;

const USER = /^[UW][A-Z0-9]{2,30}$/;
const GROUP = /^S[A-Z0-9]{2,30}$/;

/** @returns true for the id of a person in Slack; names are none */
export function isUserId(text: string): boolean {
  return USER.test(text);
}

/** @returns true for the id of a user group in Slack */
export function isGroupId(text: string): boolean {
  return GROUP.test(text);
}

const whom = z.string().refine((text) => text === AUTHOR || isUserId(text) || isGroupId(text));
const rule = z.object({ whom, on: z.array(z.enum(OUTCOMES)).min(1) });
const stored = z.object({
  mine: z.string().refine(isUserId).nullable().catch(null),
  mentions: z.array(rule).max(MOST_MENTIONS).catch([]),
  threads: z.boolean().catch(true),
  edges: z.boolean().catch(true),
});

/** @param json the column `options`, which has keys of other parts as well; what cannot be read is as usual */
export function readPeopleOptions(json: unknown): PeopleOptions {
  return stored.safeParse(json).data ?? USUAL_PEOPLE;
}
