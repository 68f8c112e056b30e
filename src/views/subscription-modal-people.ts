import type { InputBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { USUAL_PEOPLE } from '../domain/people-options.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { plainText } from './blocks.ts';
import { checkboxes, option } from './modal-inputs.ts';
import { ruleText } from './people.ts';

/** The part of the subscription's form that is about people and threads. Blocks, and `action_id` of their elements. */
export const PEOPLE_FIELDS = { mentions: 'mentions', behaviour: 'behaviour' } as const;
export const BEHAVIOUR = { mine: 'mine', threadsOff: 'threads_off', edgesOff: 'edges_off' } as const;

/** Slack's limit for a text input. Source: @slack/types, plain_text_input. */
const LONGEST_TEXT = 3000;

/** @returns false when the mentions are too long for a form, so that editing would lose a part of them */
export function fitsPeopleInputs(filter: Filter): boolean {
  return mentionsText(filter).length <= LONGEST_TEXT;
}

export function peopleInputs(filter: Filter, locale: Locale): InputBlock[] {
  const { form } = messages(locale).people;
  const { mine, threads, edges } = filter.people ?? USUAL_PEOPLE;
  const choices = [
    { option: option(mine === null ? form.mine : form.mineOf, BEHAVIOUR.mine), isChosen: mine !== null },
    { option: option(form.threadsOff, BEHAVIOUR.threadsOff), isChosen: !threads },
    { option: option(form.edgesOff, BEHAVIOUR.edgesOff), isChosen: !edges },
  ];
  const chosen = choices.filter(({ isChosen }) => isChosen).map((choice) => choice.option);
  const options = choices.map((choice) => choice.option);
  return [
    mentionsInput(filter, locale),
    checkboxes(PEOPLE_FIELDS.behaviour, form.behaviour, options, chosen),
  ];
}

function mentionsInput(filter: Filter, locale: Locale): InputBlock {
  const { form } = messages(locale).people;
  const mentions = mentionsText(filter);
  return {
    type: 'input',
    block_id: PEOPLE_FIELDS.mentions,
    optional: true,
    label: plainText(form.mentions, 2000),
    hint: plainText(form.mentionsHint, 2000),
    element: {
      type: 'plain_text_input',
      action_id: PEOPLE_FIELDS.mentions,
      max_length: LONGEST_TEXT,
      placeholder: plainText(form.mentionsPlaceholder, 150),
      ...(mentions === '' ? {} : { initial_value: mentions }),
    },
  };
}

function mentionsText({ people = USUAL_PEOPLE }: Filter): string {
  return people.mentions.map(ruleText).join(' ');
}
