import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { code, quote } from './mrkdwn.ts';

/** What is known of it beside the error itself. */
export type Trouble =
  | 'as-it-says'
  | 'restarting'
  | 'restarting-stored'
  | 'slack-before'
  | 'database-before'
  | 'database-later'
  | 'database-stored';

/**
 * What a person is told when something broke: what happened, what it means, what to do. Errors are told by their
 * `name` and `code`, because views know neither the CircleCI client nor Slack's.
 *
 * @param reference stands in the log beside the error
 * @returns mrkdwn without anything of the error itself but CircleCI's own words
 */
export function troubleText(
  error: unknown,
  reference: string,
  locale: Locale,
  kind: Trouble = 'as-it-says',
): string {
  const { trouble } = messages(locale).interactions;
  return [...linesFor(error, locale, kind), trouble.reference(code(reference))].join('\n');
}

function linesFor(error: unknown, locale: Locale, kind: Trouble): string[] {
  const { interactions, outcomes } = messages(locale);
  const { trouble } = interactions;
  switch (kind) {
    case 'restarting':
      return [trouble.restarting];
    case 'restarting-stored':
      return [outcomes.restarting];
    case 'slack-before':
      return [trouble.slack.before];
    case 'database-before':
      return [trouble.database.before];
    case 'database-later':
      return [trouble.database.later];
    case 'database-stored':
      return [trouble.database.stored];
    case 'as-it-says':
      break;
  }
  const name = textOf(error, 'name');
  if (name === 'CircleCIError') return circleciLines(error, locale);
  if (name === 'SlackError') return [slackLine(error, locale)];
  return [trouble.other];
}

function circleciLines(error: unknown, locale: Locale): string[] {
  const { trouble } = messages(locale).interactions;
  const texts: Readonly<Record<string, string>> = trouble.circleci;
  const lines = [texts[textOf(error, 'code')] ?? trouble.other];
  const message = quote(textOf(error, 'circleciMessage'), 300, 4);
  if (message !== '') lines.push(trouble.itSays(message));
  if (field(error, 'outcomeUnknown') === true) lines.push(trouble.maybeDone);
  return lines;
}

function slackLine(error: unknown, locale: Locale): string {
  const { trouble } = messages(locale).interactions;
  if (/trigger/.test(textOf(error, 'slackCode'))) return trouble.slack.expired;
  const texts: Readonly<Record<string, string>> = trouble.slack;
  return texts[textOf(error, 'code')] ?? trouble.other;
}

function textOf(error: unknown, name: string): string {
  const value = field(error, name);
  return typeof value === 'string' ? value : '';
}

function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
