import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isGroupId, isUserId, readPeopleOptions, USUAL_PEOPLE } from '../../../src/domain/people-options.ts';
import { readMentionRules } from '../../../src/subscriptions/mention-rules.ts';
import { ruleText } from '../../../src/views/people.ts';

describe('rules', () => {
  it.each([
    [['author'], [{ whom: 'author', on: ['failed', 'broken'] }]],
    [['@Author:'], [{ whom: 'author', on: ['failed', 'broken'] }]],
    [['author：on-hold、fixed'], [{ whom: 'author', on: ['fixed', 'on_hold'] }]],
    [['<@U0ADA00001|ada>:failed'], [{ whom: 'U0ADA00001', on: ['failed'] }]],
    [['<!subteam^S0QATEAM|@qa>:on_hold'], [{ whom: 'S0QATEAM', on: ['on_hold'] }]],
    [
      ['author,@U0ADA00001:failed', 'author:fixed'],
      [
        { whom: 'author', on: ['failed', 'fixed'] },
        { whom: 'U0ADA00001', on: ['failed'] },
      ],
    ],
    [[], []],
  ] as const)('%j', (texts, rules) => {
    expect(readMentionRules(texts)).toEqual({ rules });
  });

  it.each([
    ['@ada:failed', 'name'],
    ['ada', 'name'],
    ['@channel', 'name'],
    ['<!channel>', 'name'],
    ['<!here|@here>:failed', 'name'],
    ['@everyone', 'name'],
    ['C0DEPLOYS1', 'name'],
    ['U0ADA00001> <!channel', 'name'],
    [':failed', 'nobody'],
    [',:failed', 'nobody'],
    ['author:broke', 'outcome'],
    ['author:all', 'outcome'],
  ])('%s: %s', (text, problem) => {
    expect(readMentionRules([text])).toMatchObject({ problem });
  });

  it('at most ten', () => {
    const many = Array.from({ length: 11 }, (_, index) => `@U0ADA000${10 + index}`);
    expect(readMentionRules(many.slice(1))).toHaveProperty('rules');
    expect(readMentionRules(many)).toEqual({ problem: 'too-many' });
  });
});

test('whatever is typed, only ids are mentioned, and a rule reads back as it is shown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('author:failed', '@U0ADA00001')), { maxLength: 4 }),
      (texts) => {
        const read = readMentionRules(texts);
        if (!('rules' in read)) return;
        for (const { whom } of read.rules)
          expect(whom === 'author' || isUserId(whom) || isGroupId(whom)).toBe(true);
        expect(readMentionRules(read.rules.map(ruleText))).toEqual(read);
      },
    ),
  );
});

test('what is stored is read leniently: keys of others are left alone, what is broken is as usual', () => {
  expect(readPeopleOptions({})).toEqual(USUAL_PEOPLE);
  expect(readPeopleOptions(null)).toEqual(USUAL_PEOPLE);
  expect(readPeopleOptions({ quiet: { from: '22:00' }, edges: false })).toEqual({
    ...USUAL_PEOPLE,
    edges: false,
  });
  expect(readPeopleOptions({ mine: '<!channel>', mentions: [{ whom: '!here', on: ['failed'] }] })).toEqual(
    USUAL_PEOPLE,
  );
});
