import type { InputBlock, ModalView } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { type Filter, WANTED_OUTCOMES } from '../domain/subscription-filter.ts';
import { writeList } from '../domain/typed-list.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { context, plainText, section } from './blocks.ts';
import { checkboxes, LONGEST_TEXT, option, textInput } from './modal-inputs.ts';
import { code, shorten } from './mrkdwn.ts';
import { fitsPeopleInputs, peopleInputs } from './subscription-modal-people.ts';
import { fitsTiming, timingInputs } from './subscription-modal-timing.ts';
import { waitingInputs } from './subscription-modal-waiting.ts';

/** The form that edits a subscription: its filters as they would be typed, its outcomes as boxes to tick. */

/** The filters that are lists of patterns, in the order of the form. Each is a block of that id. */
export const LISTS = ['branches', 'tags', 'workflows', 'jobs', 'authors'] as const;
export type ListName = (typeof LISTS)[number];
/** Blocks, and `action_id` of the only element of each. */
export const CHOICES = { outcomes: 'outcomes', bots: 'bots' } as const;
export const BOTS_OUT = 'out';

/** Where the form was opened, and what it edits. */
export interface EditOrigin {
  readonly channelId: string;
  /** Of the list it was opened from: takes the answer, also where the bot is not a member. */
  readonly responseUrl: string | null;
  readonly subscriptionId: string;
}

/** @returns false when a filter is too long for a form, so that editing would lose a part of it */
export function fitsForm(filter: Filter): boolean {
  return (
    LISTS.every((list) => writeList(filter[list]).length <= LONGEST_TEXT) &&
    fitsPeopleInputs(filter) &&
    fitsTiming(filter.options ?? {})
  );
}

export function subscriptionModal(filter: Filter, origin: EditOrigin, locale: Locale): ModalView {
  const { form } = messages(locale).subscriptions;
  const { channelId: c, responseUrl: r, subscriptionId: s } = origin;
  return {
    type: 'modal',
    callback_id: ACTION.subscriptionSubmit,
    title: plainText(form.title, 24),
    submit: plainText(form.submit, 24),
    close: plainText(form.close, 24),
    private_metadata: JSON.stringify({ c, r, s }),
    blocks: [
      section([code(shorten(filter.project, 150))]),
      outcomesInput(filter, locale),
      ...LISTS.map((list) => listInput(list, filter, locale)),
      botsInput(filter, locale),
      ...peopleInputs(filter, locale),
      ...timingInputs(filter.options ?? {}, locale),
      ...waitingInputs(filter.options ?? {}, locale),
      context([form.hint]),
    ],
  };
}

function listInput(list: ListName, filter: Filter, locale: Locale): InputBlock {
  const { form } = messages(locale).subscriptions;
  return textInput(list, form[list], writeList(filter[list]), form.placeholders[list]);
}

function outcomesInput({ outcomes }: Filter, locale: Locale): InputBlock {
  const { form } = messages(locale).subscriptions;
  const options = WANTED_OUTCOMES.map((value) => option(form.outcomes[value], value));
  const chosen = options.filter((_, index) => outcomes.some((one) => one === WANTED_OUTCOMES[index]));
  return checkboxes(CHOICES.outcomes, form.outcome, options, chosen, form.outcomeHint);
}

function botsInput({ bots }: Filter, locale: Locale): InputBlock {
  const { form } = messages(locale).subscriptions;
  const options = [option(form.botsOut, BOTS_OUT)];
  return checkboxes(CHOICES.bots, form.bots, options, bots ? [] : options);
}
