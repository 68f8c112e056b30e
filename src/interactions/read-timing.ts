import type { Locale } from '../domain/locale.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { readBudget, readDigest, readQuiet, readUrgent } from '../subscriptions/timing-words.ts';
import { isMistake, type Mistake, plainStatement } from '../views/help-mistake.ts';
import { TIMING_FIELDS } from '../views/subscription-modal-timing.ts';
import { fieldOf, filledIn } from './form.ts';
import type { FormView } from './payloads.ts';

/** What the form says about when and how much; a field that is empty turns its option off. */
export interface TimingRead {
  readonly options: SubscriptionOptions;
  /** What is wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
}

export function readTiming(view: FormView, locale: Locale): TimingRead {
  const errors: Record<string, string> = {};
  const checked = <T extends object>(field: string, read: T | Mistake): T | undefined => {
    if (!isMistake(read)) return read;
    errors[field] = plainStatement(read, locale);
    return undefined;
  };
  const quiet = checked(TIMING_FIELDS.quiet, readQuiet(filledIn(view, TIMING_FIELDS.quiet) ?? ''));
  const digest = readDigest(filledIn(view, TIMING_FIELDS.digest) ?? '');
  if (digest !== null && typeof digest !== 'string') checked(TIMING_FIELDS.digest, digest);
  const budget = checked(TIMING_FIELDS.budget, readBudget(filledIn(view, TIMING_FIELDS.budget) ?? ''));
  const ticked = readUrgent(fieldOf(view, TIMING_FIELDS.urgent)?.values ?? []);
  const urgent = checked(TIMING_FIELDS.urgent, ticked);
  return {
    errors,
    options: {
      quiet: quiet === undefined || quiet.length === 0 ? undefined : [...quiet],
      digest: typeof digest === 'string' ? digest : undefined,
      urgent: urgent === undefined || urgent.length === 0 ? undefined : [...urgent],
      budget: budget?.budget ?? undefined,
    },
  };
}
