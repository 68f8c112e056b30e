import { describe, expect, test } from 'vitest';
import { CircleCIError, type CircleCIErrorCode } from '../../../src/api/index.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import { messages } from '../../../src/i18n/index.ts';
import { SlackError } from '../../../src/slack/slack-error.ts';
import { troubleText } from '../../../src/views/help-trouble.ts';

const CODES: readonly CircleCIErrorCode[] = [
  'unauthorized',
  'not_found',
  'invalid_request',
  'conflict',
  'rate_limited',
  'unavailable',
  'timeout',
  'unexpected_response',
  'not_on_this_host',
];

const failure = (code: CircleCIErrorCode, more: object = {}) =>
  new CircleCIError({ code, endpoint: 'pipelines.get', problem: 'secret-problem', secrets: [], ...more });

test('every code of CircleCI’s errors has its text', () => {
  expect(Object.keys(messages('en').interactions.trouble.circleci).sort()).toEqual([...CODES].sort());
});

describe.each(LOCALES)('in %s', (locale) => {
  const { trouble } = messages(locale).interactions;

  test.each(CODES)('CircleCI: %s', (code) => {
    const text = troubleText(failure(code), 'abc12345', locale);
    expect(text).toBe(`${trouble.circleci[code]}\n${trouble.reference('`abc12345`')}`);
  });

  test('CircleCI’s own words are quoted, escaped, and may not be all that is known', () => {
    const error = failure('timeout', { circleciMessage: '<!channel> no', outcomeUnknown: true });
    const text = troubleText(error, 'r', locale);
    expect(text).toContain('>&lt;!channel&gt; no');
    expect(text).toContain(trouble.maybeDone);
    expect(text).not.toContain('secret-problem');
  });

  test.each([
    ['refused', undefined, trouble.slack.refused],
    ['refused', 'expired_trigger_id', trouble.slack.expired],
    ['rate_limited', undefined, trouble.slack.rate_limited],
    ['lost', undefined, trouble.slack.lost],
  ] as const)('Slack: %s %s', (code, slackCode, expected) => {
    const detail = slackCode === undefined ? {} : { slackCode };
    expect(troubleText(new SlackError(code, 'views.open', detail), 'r', locale)).toContain(expected);
  });

  test.each([
    ['slack-before', trouble.slack.before],
    ['database-before', trouble.database.before],
    ['database-later', trouble.database.later],
    ['database-stored', trouble.database.stored],
    ['restarting', trouble.restarting],
    ['restarting-stored', messages(locale).outcomes.restarting],
  ] as const)('what is known beside the error goes first: %s', (kind, expected) => {
    expect(troubleText(failure('unavailable'), 'r', locale, kind)).toBe(
      `${expected}\n${trouble.reference('`r`')}`,
    );
  });

  test.each([
    [new Error('db: password=hunter2')],
    ['a string'],
    [null],
    [{ name: 'CircleCIError', code: 'odd' }],
  ])('anything else says nothing of itself: %s', (error) => {
    expect(troubleText(error, 'r', locale)).toBe(`${trouble.other}\n${trouble.reference('`r`')}`);
  });
});
