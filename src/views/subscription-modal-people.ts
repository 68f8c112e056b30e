import type { InputBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { USUAL_PEOPLE } from '../domain/people-options.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { checkboxes, LONGEST_TEXT, option, textInput } from './modal-inputs.ts';
import { ruleText } from './people.ts';

/** The part of the subscription's form that is about people and threads. Blocks, and `action_id` of their elements. */
export const PEOPLE_FIELDS = { mentions: 'mentions', behaviour: 'behaviour' } as const;
export const BEHAVIOUR = { mine: 'mine', threadsOff: 'threads_off', edgesOff: 'edges_off' } as const;

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
    textInput(
      PEOPLE_FIELDS.mentions,
      form.mentions,
      mentionsText(filter),
      form.mentionsPlaceholder,
      form.mentionsHint,
    ),
    checkboxes(PEOPLE_FIELDS.behaviour, form.behaviour, options, chosen),
  ];
}

function mentionsText({ people = USUAL_PEOPLE }: Filter): string {
  return people.mentions.map(ruleText).join(' ');
}
