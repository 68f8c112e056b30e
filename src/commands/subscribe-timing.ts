import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { USUAL_BUDGET } from '../subscriptions/timing.ts';
import { readBudget, readDigest, readQuiet, readUrgent } from '../subscriptions/timing-words.ts';
import { readWaiting } from '../subscriptions/waiting-words.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';

/** The words of a subscription about when and how much. */
export const TIMINGS = ['quiet', 'digest', 'budget', 'urgent', 'remind', 'escalate', 'expire'] as const;
export type TimingName = (typeof TIMINGS)[number];

export function noTimings(): Record<TimingName, string[]> {
  return { quiet: [], digest: [], budget: [], urgent: [], remind: [], escalate: [], expire: [] };
}

/** Those that take a list. */
const LISTS: readonly TimingName[] = ['urgent', 'remind'];

export function isTimingList(key: string): boolean {
  return LISTS.some((name) => name === key);
}

export function timingNamed(key: string): TimingName | undefined {
  return TIMINGS.find((name) => name === key.toLowerCase());
}

/** @returns the options; several quiet hours, outcomes and reminders add up, of the others the last word counts */
export function toOptions(
  words: Readonly<Record<TimingName, readonly string[]>>,
): SubscriptionOptions | Mistake {
  const quiet = readQuiet(words.quiet.join('\n'));
  if (isMistake(quiet)) return quiet;
  const digest = readDigest(words.digest.at(-1) ?? '');
  if (digest !== null && typeof digest !== 'string') return digest;
  const read = readBudget(words.budget.at(-1) ?? String(USUAL_BUDGET));
  if (isMistake(read)) return read;
  const urgent = readUrgent(words.urgent);
  if (isMistake(urgent)) return urgent;
  const { remind, escalate, expire } = words;
  const waiting = readWaiting({
    remind,
    escalate: escalate.at(-1) ?? '',
    expire: expire.at(-1) ?? '',
  });
  if (isMistake(waiting)) return waiting;
  return {
    ...(quiet.length === 0 ? {} : { quiet: [...quiet] }),
    ...(digest === null ? {} : { digest }),
    ...(urgent.length === 0 ? {} : { urgent: [...urgent] }),
    ...(read.budget === null ? {} : { budget: read.budget }),
    ...waiting,
  };
}
