import type { InputBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { OUTCOMES } from '../domain/subscription-filter.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { messages } from '../i18n/index.ts';
import { checkboxes, LONGEST_TEXT, option, textInput } from './modal-inputs.ts';

/** When and how much, in the form that edits a subscription. Each is a block of that id. */
export const TIMING_FIELDS = {
  quiet: 'quiet',
  digest: 'digest',
  urgent: 'urgent',
  budget: 'budget',
} as const;

/** @returns false when something is too long for a form, so that editing would lose a part of it */
export function fitsTiming({ quiet = [] }: SubscriptionOptions): boolean {
  return quietText(quiet).length <= LONGEST_TEXT;
}

export function timingInputs(options: SubscriptionOptions, locale: Locale): InputBlock[] {
  const { digests, subscriptions } = messages(locale);
  const { form } = digests;
  const { quiet = [], digest = '', urgent = [], budget } = options;
  const outcomes = OUTCOMES.map((value) => option(subscriptions.form.outcomes[value], value));
  const chosen = outcomes.filter((_, index) => urgent.some((one) => one === OUTCOMES[index]));
  const limit = budget === undefined ? '' : String(budget);
  return [
    textInput(TIMING_FIELDS.quiet, form.quiet, quietText(quiet), form.quietPlaceholder, form.quietHint),
    textInput(TIMING_FIELDS.digest, form.digest, digest, form.digestPlaceholder, form.digestHint),
    checkboxes(TIMING_FIELDS.urgent, form.urgent, outcomes, chosen),
    textInput(TIMING_FIELDS.budget, form.budget, limit, '60', form.budgetHint),
  ];
}

function quietText(quiet: readonly string[]): string {
  return quiet.join('; ');
}
