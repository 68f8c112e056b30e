import type { Locale } from '../domain/locale.ts';
import { MOST_MENTIONS, type PeopleOptions } from '../domain/people-options.ts';
import { messages } from '../i18n/index.ts';
import { readMentionRules } from '../subscriptions/mention-rules.ts';
import { shorten } from '../views/mrkdwn.ts';
import { BEHAVIOUR, PEOPLE_FIELDS } from '../views/subscription-modal-people.ts';
import { fieldOf, filledIn } from './form.ts';
import type { FormView } from './payloads.ts';

/** Whose `mine` means depends on who had set it. */
export interface EditedPeople extends Omit<PeopleOptions, 'mine'> {
  readonly mine: boolean;
}

/** @returns what the form says about people and threads, or what is wrong, by block id */
export function readPeopleFields(
  view: FormView,
  locale: Locale,
): EditedPeople | { readonly errors: Readonly<Record<string, string>> } {
  const { problems } = messages(locale).people.form;
  const typed = filledIn(view, PEOPLE_FIELDS.mentions) ?? '';
  const read = readMentionRules(typed.split(/\s+/u).filter((rule) => rule !== ''));
  const wrong = (text: string) => ({ errors: { [PEOPLE_FIELDS.mentions]: text } });
  if ('problem' in read) {
    if (read.problem === 'too-many') return wrong(problems['too-many'](MOST_MENTIONS));
    return wrong(problems[read.problem](shorten(read.word, 60)));
  }
  const ticked = fieldOf(view, PEOPLE_FIELDS.behaviour)?.values ?? [];
  return {
    mine: ticked.includes(BEHAVIOUR.mine),
    mentions: read.rules,
    threads: !ticked.includes(BEHAVIOUR.threadsOff),
    edges: !ticked.includes(BEHAVIOUR.edgesOff),
  };
}
