import { describe, expect, test } from 'vitest';
import { checkMessageBlocks } from '../../../simulators/slack/block-kit/message.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import { type ReminderModel, renderReminder } from '../../../src/views/reminder.ts';
import { spanWords, waitedWords } from '../../../src/views/waiting-parts.ts';
import { after, hold, pipeline, workflow } from '../../support/snapshots.ts';

const HOUR_MS = 3_600_000;
const HOSTILE = '<!channel> <@U0BEN00002> `*~\0'.repeat(100);
const job = hold('approve-deploy');
const model = (parts: Partial<ReminderModel> = {}): ReminderModel => ({
  snapshot: pipeline({ workflows: [workflow({ status: 'on_hold', jobs: [job] })] }),
  job,
  kind: 'remind',
  step: 'remind:480',
  waitedMs: 8.9 * HOUR_MS,
  mentions: [],
  who: { by: 'rules', named: ['S0TEAM01', 'U0ADA', 'U0BEN', 'U0CHIE', 'U0DORA'], everyone: false },
  expiresAt: null,
  endsAt: null,
  ...parts,
});
const shown = (parts: Partial<ReminderModel>, locale: (typeof LOCALES)[number] = 'en') => {
  const { text, blocks } = renderReminder(model(parts), locale);
  expect(checkMessageBlocks(blocks)).toEqual([]);
  const body = blocks.map((block) => (block.type === 'section' ? (block.text?.text ?? '') : '')).join('\n');
  return { text, body, called: body.match(/<[@!](?!date)[^>]*>/g) ?? [] };
};

describe.each(LOCALES)('a reminder in %s', (locale) => {
  test.each(['remind', 'escalate', 'ending', 'expiring', 'overdue'] as const)('%s', (kind) => {
    const end = {
      expiresAt: new Date(after(90_000)),
      endsAt: kind === 'ending' ? new Date(after(99_000)) : null,
    };
    const mentions = kind === 'escalate' ? ['S0BOSSES'] : [];
    expect(
      shown({ kind, step: `${kind}:1`, mentions, ...(kind === 'remind' ? {} : end) }, locale).body,
    ).toMatchSnapshot();
  });

  test('calls three at most, and nobody whom a name from outside names', () => {
    const odd = pipeline({ projectName: HOSTILE, branch: HOSTILE, commitSubject: HOSTILE });
    const many = { snapshot: odd, job: { ...job, name: HOSTILE } };
    expect(shown(many, locale).called).toEqual(['<!subteam^S0TEAM01>', '<@U0ADA>', '<@U0BEN>']);
    const called = ['<!subteam^S0BOSSES>', '<!subteam^S0TEAM01>', '<@U0ADA>'];
    expect(shown({ ...many, mentions: ['S0BOSSES'] }, locale).called).toEqual(called);
    expect(shown({ ...many, mentions: ['S0TEAM01'] }, locale).called).toEqual([
      '<!subteam^S0TEAM01>',
      '<@U0ADA>',
      '<@U0BEN>',
    ]);
    expect(shown({ ...many, who: { by: 'token' } }, locale).called).toEqual([]);
    expect(shown({ ...many, who: { by: 'shared' } }, locale).called).toEqual([]);
  });
});

test('it says when no rule lets anybody, or one lets everybody', () => {
  expect(shown({ who: { by: 'rules', named: [], everyone: false } }).body).toContain('No rule lets anybody');
  expect(shown({ who: { by: 'rules', named: [], everyone: true } }).body).toContain(
    'May approve: everyone in the',
  );
  expect(shown({ who: { by: 'token' } }).body).toContain('/circleci connect');
});

test.each([
  [5, '5 minutes', '5分'],
  [60, '1 hour', '1時間'],
  [90, '90 minutes', '90分'],
  [1_440, '1 day', '1日'],
  [2_160, '36 hours', '36時間'],
  [10_080, '7 days', '7日'],
])('%i minutes as they are set', (minutes, en, ja) => {
  expect([spanWords(minutes, 'en'), spanWords(minutes, 'ja')]).toEqual([en, ja]);
});

test.each([
  [-1, '0 minutes'],
  [0.02, '1 minute'],
  [1.5, '90 minutes'],
  [2, '2 hours'],
  [24, '24 hours'],
  [47.9, '47 hours'],
  [48, '2 days'],
  [83 * 24 + 5, '83 days'],
])('%d hours as they have passed', (hours, words) => {
  expect(waitedWords(hours * HOUR_MS, 'en')).toBe(words);
});
