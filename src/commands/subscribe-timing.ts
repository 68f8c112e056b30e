import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { USUAL_BUDGET } from '../subscriptions/timing.ts';
import { readBudget, readDigest, readQuiet, readUrgent } from '../subscriptions/timing-words.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { listOf } from './words.ts';

/** The words of a subscription about when and how much. */
export const TIMINGS = ['quiet', 'digest', 'budget', 'urgent'] as const;
export type TimingName = (typeof TIMINGS)[number];

export function noTimings(): Record<TimingName, string[]> {
  return { quiet: [], digest: [], budget: [], urgent: [] };
}

export function timingNamed(key: string): TimingName | undefined {
  return TIMINGS.find((name) => name === key.toLowerCase());
}

/** @returns the options; several quiet hours and outcomes add up, of a digest and a budget the last word counts */
export function toOptions(
  words: Readonly<Record<TimingName, readonly string[]>>,
): SubscriptionOptions | Mistake {
  const quiet = readQuiet(words.quiet.join('\n'));
  if (isMistake(quiet)) return quiet;
  const digest = readDigest(words.digest.at(-1) ?? '');
  if (digest !== null && typeof digest !== 'string') return digest;
  const read = readBudget(words.budget.at(-1) ?? String(USUAL_BUDGET));
  if (isMistake(read)) return read;
  const urgent = readUrgent(words.urgent.flatMap(listOf));
  if (isMistake(urgent)) return urgent;
  return {
    ...(quiet.length === 0 ? {} : { quiet: [...quiet] }),
    ...(digest === null ? {} : { digest }),
    ...(urgent.length === 0 ? {} : { urgent: [...urgent] }),
    ...(read.budget === null ? {} : { budget: read.budget }),
  };
}
