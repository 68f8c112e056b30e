import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { quietUntil } from '../subscriptions/quiet-hours.ts';

/** What is to be said in a card's thread while a hold waits, and when. Pure, but for the time it is given. */

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** So long before CircleCI ends a hold the thread says so. */
export const WARN_BEFORE_MS = 7 * DAY_MS;

/** The more telling one last: of several that are due at once it is the one that is said. */
export const STEP_KINDS = ['remind', 'escalate', 'ending', 'expiring', 'overdue'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface Step {
  /** As it is stored: the kind, and what sets it apart from others of the kind. */
  readonly key: string;
  /** Whom it calls, beside those who may approve. */
  readonly mentions: readonly string[];
}

/** One hold, as far as time is concerned. */
export interface Wait {
  readonly since: Date;
  /** When CircleCI ends it. */
  readonly endsAt: Date;
  /** When the bot is going to cancel it, and after how many minutes that is; null while that is not announced. */
  readonly expiry: { readonly at: Date; readonly minutes: number } | null;
}

/** What one subscription asks for. */
export type Ask = Pick<SubscriptionOptions, 'remind' | 'escalate' | 'expire' | 'quiet' | 'urgent'>;

export interface Due {
  /** In the order in which they became due. */
  readonly steps: readonly Step[];
  /** When something may be due that is not now; null for never. */
  readonly nextAt: Date | null;
}

/**
 * @param asks of one channel, each of which is about the hold
 * @param told keys of the steps that were said, or settled otherwise
 */
export function dueSteps(asks: readonly Ask[], told: ReadonlySet<string>, wait: Wait, now: Date): Due {
  const planned = plannedSteps(asks, wait).filter(({ key }) => !told.has(key));
  const steps: (Step & { readonly at: number })[] = [];
  const later: number[] = [];
  for (const { at, quiet, ...step } of planned) {
    const ends = quietUntil(quiet, now);
    if (at > now.getTime()) later.push(at);
    else if (ends !== null) later.push(ends.getTime());
    else steps.push({ ...step, at });
  }
  // Where several subscriptions ask for the same, one that is not quiet is enough.
  const once = new Map(
    steps.toSorted((a, b) => a.at - b.at).map(({ key, mentions }) => [key, { key, mentions }]),
  );
  return {
    steps: [...once.values()],
    nextAt: later.length === 0 ? null : new Date(Math.min(...later)),
  };
}

interface Planned extends Step {
  readonly at: number;
  readonly quiet: readonly string[];
}

function plannedSteps(asks: readonly Ask[], { since, endsAt, expiry }: Wait): Planned[] {
  const start = since.getTime();
  // What concerns the channel as a whole is said when none of its subscriptions wants quiet.
  const quiet = asks.flatMap(quietOf);
  const steps = asks.flatMap((ask): Planned[] => [
    ...(ask.remind ?? []).map((minutes) => ({
      key: `remind:${minutes}`,
      at: start + minutes * MINUTE_MS,
      mentions: [],
      quiet: quietOf(ask),
    })),
    ...(ask.escalate === undefined
      ? []
      : [
          {
            key: `escalate:${ask.escalate.after}:${ask.escalate.whom}`,
            at: start + ask.escalate.after * MINUTE_MS,
            mentions: [ask.escalate.whom],
            quiet: quietOf(ask),
          },
        ]),
  ]);
  steps.push({ key: 'ending', at: endsAt.getTime() - WARN_BEFORE_MS, mentions: [], quiet });
  if (expiry !== null) steps.push({ key: `expiring:${expiry.minutes}`, at: start, mentions: [], quiet });
  return steps;
}

/** Holds that are urgent are told in quiet hours, too. */
export function quietOf({ quiet = [], urgent = [] }: Ask): readonly string[] {
  return urgent.includes('on_hold') ? [] : quiet;
}

/** @returns the kind of a stored step */
export function kindOf(step: string): StepKind {
  return STEP_KINDS.find((kind) => step === kind || step.startsWith(`${kind}:`)) ?? 'remind';
}

/** @returns the one to say, of several that are due: what it says, the others need not */
export function tellingStep(steps: readonly Step[]): Step | null {
  const rank = ({ key }: Step) => STEP_KINDS.indexOf(kindOf(key));
  const telling = steps.reduce<Step | null>(
    (best, step) => (best === null || rank(step) >= rank(best) ? step : best),
    null,
  );
  if (telling === null) return null;
  // Whoever was to be called by one that is passed over is called by this.
  return { ...telling, mentions: [...new Set(steps.flatMap(({ mentions }) => mentions))] };
}
