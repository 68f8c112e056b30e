import type { Locale } from '../domain/locale.ts';
import {
  AUTHOR,
  isGroupId,
  type MentionRule,
  type PeopleOptions,
  USUAL_PEOPLE,
} from '../domain/people-options.ts';
import { formatList } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { mention } from './mrkdwn.ts';
import { statusWord } from './status-text.ts';

/** @returns mrkdwn that calls a person or a user group, or says `the author` */
export function whomText(whom: string, locale: Locale): string {
  if (whom === AUTHOR) return messages(locale).people.author;
  return isGroupId(whom) ? `<!subteam^${whom}>` : mention(whom);
}

/** @returns mrkdwn of what a subscription says about people and threads; nothing of what is as usual */
export function peopleText(people: PeopleOptions | undefined, locale: Locale): string[] {
  const { mine, mentions, threads, edges } = people ?? USUAL_PEOPLE;
  const texts = messages(locale).people;
  return [
    ...(mine === null ? [] : [texts.onlyOf(mention(mine))]),
    ...mentions.map((rule) => mentionText(rule, locale)),
    ...(threads ? [] : [texts.noThreads]),
    ...(edges || !threads ? [] : [texts.noEdges]),
  ];
}

function mentionText({ whom, on }: MentionRule, locale: Locale): string {
  const outcomes = formatList(
    on.map((outcome) => statusWord(outcome, locale)),
    locale,
  );
  return messages(locale).people.mentions(whomText(whom, locale), outcomes);
}

/** @returns a rule as it is typed: `author:failed,broken`, `@U0123ABCD:on_hold` */
export function ruleText({ whom, on }: MentionRule): string {
  return `${whom === AUTHOR ? whom : `@${whom}`}:${on.join(',')}`;
}
