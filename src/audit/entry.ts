import { redactText } from '../telemetry/secrets.ts';
import { type Canonical, canonicalJson } from './canonical.ts';

/**
 * `allowed`: somebody asked for it and may; it is about to be done. `denied`: it was not done. `confirmed`, `failed`,
 * `unknown`: what came of something allowed, tied to it by its action.
 */
export type AuditEvent = 'allowed' | 'denied' | 'confirmed' | 'failed' | 'unknown';

/** One thing that happened, in the words of the log. Everything from outside is cut to a length. */
export interface AuditFacts {
  readonly at: Date;
  readonly event: AuditEvent;
  /** `run`, `approve`, `rerun`, `rerun_ssh`, `cancel`, `connect`, … */
  readonly action: string;
  /** Names the attempt: all entries of one share it. Null for what is done in one go. */
  readonly actionId: string | null;
  readonly teamId: string;
  readonly userId: string;
  readonly where: AuditPlace;
  /** `shared` for the bot's own token, `linked:<CircleCI user id>` for the person's; null where nobody acted. */
  readonly as: string | null;
  /** What decided. */
  readonly rule: string | null;
  /** What the person gave as their reason. */
  readonly reason: string | null;
  /** What was asked for in particular, and why it failed. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly answer: CircleCiAnswer | null;
}

export interface AuditPlace {
  readonly channel: string | null;
  readonly project: string | null;
  readonly branch: string | null;
  readonly tag: string | null;
  readonly pipeline: string | null;
  readonly workflow: string | null;
  readonly job: string | null;
}

/** What CircleCI answered to the one call of an action that changes something. */
export interface CircleCiAnswer {
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly requestId: string | null;
}

export const NOWHERE: AuditPlace = {
  channel: null,
  project: null,
  branch: null,
  tag: null,
  pipeline: null,
  workflow: null,
  job: null,
};

const LONGEST_TEXT = 500;
const MOST_MEMBERS = 100;
const DEEPEST = 4;

/** @returns the entry's body: what is hashed and stored, at most some 100 kB */
export function bodyOf(facts: AuditFacts): string {
  const { teamId, userId, at, ...rest } = facts;
  return canonicalJson(kept({ ...rest, who: `${teamId}:${userId}`, at: at.toISOString() }, 0));
}

/** What is written down: bounded, and without anything that looks like a secret. */
function kept(value: unknown, depth: number): Canonical {
  if (typeof value === 'string') return cut(redactText(value));
  if (typeof value === 'boolean' || value === null || value === undefined) return value ?? null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  if (typeof value !== 'object' || depth >= DEEPEST) return cut(String(value));
  if (Array.isArray(value)) return value.slice(0, MOST_MEMBERS).map((item) => kept(item, depth + 1));
  const members = Object.entries(value).slice(0, MOST_MEMBERS);
  return Object.fromEntries(members.map(([key, member]) => [cut(key), kept(member, depth + 1)]));
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
