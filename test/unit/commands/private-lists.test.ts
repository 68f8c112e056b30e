import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { type Filter, WANTED_OUTCOMES } from '../../../src/domain/subscription-filter.ts';
import { messages } from '../../../src/i18n/index.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';
import { decodeTarget } from '../../../src/views/action-ids.ts';
import { type Choice, PICK, type PickKind, renderPicker } from '../../../src/views/picker.ts';
import { runAnswer } from '../../../src/views/run-modal-answer.ts';
import { renderStatus } from '../../../src/views/status.ts';
import { filterText, renderSubscriptions } from '../../../src/views/subscription-list.ts';
import { renderWhoami } from '../../../src/views/whoami.ts';
import { anySnapshot, hostileText } from '../../support/arbitrary-snapshots.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, smuggled } from '../../support/mrkdwn-safety.ts';
import { hold, job, pipeline, workflow } from '../../support/snapshots.ts';

const KINDS: readonly PickKind[] = ['approve', 'cancel', 'rerun', 'rerunFailed'];
const anyKind = fc.constantFrom(...KINDS);
const anyLocale = fc.constantFrom(...LOCALES);
const anyChoices: fc.Arbitrary<Choice[]> = fc
  .array(anySnapshot, { minLength: 1, maxLength: 4 })
  .map((snapshots) =>
    snapshots.flatMap((snapshot) =>
      snapshot.workflows.flatMap((flow) => [
        { snapshot, workflow: flow, job: null },
        ...flow.jobs.map((one) => ({ snapshot, workflow: flow, job: one })),
      ]),
    ),
  );

describe('the list to choose from', () => {
  const snapshot = pipeline({
    workflows: [workflow({ status: 'on_hold', jobs: [hold('approve-eu'), hold('approve-us')] })],
  });
  const [flow] = snapshot.workflows;
  const choices: Choice[] = (flow?.jobs ?? []).flatMap((one) =>
    flow === undefined ? [] : [{ snapshot, workflow: flow, job: one }],
  );

  test.each(LOCALES)('names each choice and its button does exactly that, in %s', (locale) => {
    const { blocks } = renderPicker('approve', choices, locale);
    expect(blocks).toMatchSnapshot();
    const values = blocks.flatMap((block) =>
      block.type === 'section' && block.accessory?.type === 'button' ? [block.accessory] : [],
    );
    expect(values.map(({ action_id: id }) => id)).toEqual([PICK.approve, PICK.approve]);
    expect(values.map(({ value }) => decodeTarget(value)?.jobId)).toEqual([
      'job-approve-eu',
      'job-approve-us',
    ]);
  });

  test('says how many it leaves out', () => {
    const many = Array.from({ length: 21 }, () => choices[0]).filter((one) => one !== undefined);
    const { blocks } = renderPicker('cancel', many, 'en');
    expect(blocks).toHaveLength(17);
    expect(mrkdwnTexts(blocks).at(-1)).toContain('6 more');
  });

  test('stays within Slack’s limits and lets nothing in, whatever the names', () => {
    fc.assert(
      fc.property(anyKind, anyChoices, anyLocale, (kind, list, locale) => {
        const { blocks } = renderPicker(kind, list, locale);
        expect(blockProblems(blocks, 50)).toEqual([]);
        expect(mrkdwnTexts(blocks).flatMap((text) => smuggled(text, []))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('status', () => {
  const failed = pipeline({
    number: 122,
    branch: 'fix/basket',
    workflows: [workflow({ status: 'failed', jobs: [job('test', 'failed')] })],
  });

  test.each(LOCALES)('one pipeline is its card, several are a list, none is said, in %s', (locale) => {
    expect(renderStatus([], locale).text).toBe(messages(locale).interactions.noPipelines);
    expect(renderStatus([failed], locale).text).toContain('#122');
    const { blocks } = renderStatus([pipeline({ workflows: [workflow()] }), failed], locale);
    expect(mrkdwnTexts(blocks ?? [])).toMatchSnapshot();
  });

  test('stays within Slack’s limits and lets nothing in', () => {
    const some = fc.array(anySnapshot, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(some, anyLocale, (snapshots, locale) => {
        const blocks = renderStatus(snapshots, locale).blocks ?? [];
        expect(blockProblems(blocks, 50)).toEqual([]);
        expect(mrkdwnTexts(blocks).flatMap((text) => smuggled(text, []))).toEqual([]);
      }),
      { numRuns: 40 },
    );
    const many = Array.from({ length: 80 }, () => failed);
    expect(blockProblems(renderStatus(many, 'en').blocks ?? [], 50)).toEqual([]);
  });
});

describe('subscriptions', () => {
  const plain: Filter = { ...USUAL, project: 'gh/acme/web', outcomes: ['all'] };

  test.each<[Partial<Filter>, string, string]>([
    [{}, 'everything', 'すべて'],
    [{ branches: ['main', 'release/*'] }, 'branches `main`, `release/*`', 'ブランチ `main`、`release/*`'],
    [
      { workflows: ['deploy'], outcomes: ['failed'] },
      'workflows `deploy` · only Failed',
      'ワークフロー `deploy`',
    ],
    [{ outcomes: [] }, 'failed, fixed and on hold; success on the default branch', '既定のブランチの成功'],
    [
      { tags: ['v*'], jobs: ['e2e'], authors: ['!ben'], bots: false, outcomes: ['broken', 'fixed'] },
      'tags `v*` · jobs `e2e` · authors `!ben` · without bots · only Broken, Fixed',
      'ボットを除く',
    ],
  ])('%j', (filter, en, ja) => {
    expect(filterText({ ...plain, ...filter }, 'en')).toBe(en);
    expect(filterText({ ...plain, ...filter }, 'ja')).toContain(ja);
  });

  test('an empty list says how to add one', () => {
    expect(renderSubscriptions([], 'en')).toContain('/circleci subscribe PROJECT');
  });

  test('fits into a message, whatever was subscribed to', () => {
    const texts = fc.array(hostileText, { maxLength: 20 });
    const one = fc.record({
      project: hostileText,
      branches: texts,
      tags: texts,
      workflows: texts,
      jobs: texts,
      authors: texts,
      bots: fc.boolean(),
      outcomes: fc.subarray([...WANTED_OUTCOMES]),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), anyLocale, (list, locale) => {
        const text = renderSubscriptions(list, locale);
        expect(text.length).toBeLessThan(4_000);
        expect(smuggled(text, [])).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test.each(LOCALES)('whoami tells both sides, in %s', (locale) => {
  const actor = { teamId: 'T1', userId: 'U1', channelId: 'C1', locale };
  const identity = { login: 'chatops', name: '<b>Bot</b>', host: 'circleci.com' };
  const settings = { defaultProject: 'gh/acme/web', locale };
  const acting = { linked: null, shared: ['run', 'rerun_ssh'] } as const;
  const slackLocale = locale === 'ja' ? 'ja-JP' : 'en-GB';
  expect(renderWhoami({ actor, slackLocale, identity, settings, acting })).toMatchSnapshot();
  expect(renderWhoami({ actor, slackLocale, identity: null, settings: null, acting })).toContain(
    messages(locale).commands.botUnknown,
  );
});

test.each(LOCALES)(
  'whoami names the default language where Slack’s setting is not what decides, in %s',
  (locale) => {
    const actor = { teamId: 'T1', userId: 'U1', channelId: 'C1', locale };
    const acting = { linked: null, shared: [] } as const;
    const { commands, identities } = messages(locale);
    const language = commands.languages[locale];
    const shown = (slackLocale: string | null) =>
      renderWhoami({ actor, slackLocale, identity: null, settings: null, acting });
    for (const none of [null, '']) {
      expect(shown(none)).toContain(identities.defaultLanguage(language));
      expect(shown(none)).not.toContain(identities.yourLanguage(language));
    }
    expect(shown('fr-FR')).toContain(identities.otherLanguage(language, '`fr-FR`'));
    expect(shown('fr-FR')).not.toContain(identities.yourLanguage(language));
  },
);

describe('the answer to a run', () => {
  const confirmed = { kind: 'confirmed', pipelineId: 'p', pipelineNumber: 7 } as const;
  const snapshot = pipeline({ number: 7 });

  test.each(LOCALES)('is the card where there is one, in %s', (locale) => {
    expect(runAnswer(confirmed, { fate: 'shown', snapshot, locale })).toBeUndefined();
    const late = runAnswer(confirmed, { fate: 'late', snapshot, locale })?.text;
    expect(late).toContain('storefront #7');
    const refused = runAnswer(confirmed, { fate: 'refused', snapshot, locale })?.text;
    expect(refused).toBe(`${late}\n${messages(locale).commands.noCardHere}`);
    const gone = runAnswer({ kind: 'gone' }, { fate: 'shown', snapshot: null, locale })?.text;
    expect(gone).toBe(messages(locale).outcomes.gone.run);
  });
});
