import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { OUTCOMES } from '../../../src/domain/subscription-filter.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';
import { type HomeModel, renderHome } from '../../../src/views/home.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, smuggled } from '../../support/mrkdwn-safety.ts';
import { readable } from '../../support/readable-blocks.ts';
import { after, hold, pipeline, uuid, workflow } from '../../support/snapshots.ts';

const job = hold('release-eu');
const held = workflow({ status: 'on_hold', jobs: [job] });
const snapshot = pipeline({ workflows: [held], startedBySlackUser: 'U0ANA' });
const done = pipeline({
  id: uuid(2),
  number: 122,
  branch: 'release/2.4',
  workflows: [workflow({ status: 'success', stoppedAt: after(90) })],
});
const empty: HomeModel = {
  locale: 'en',
  userId: 'U0ANA',
  identity: null,
  waiting: { holds: [], isCut: false, channelsUnknown: false },
  recent: [],
  subscriptions: [],
};
const full: HomeModel = {
  locale: 'en',
  userId: 'U0ANA',
  identity: { login: 'release-bot', host: 'circleci.com' },
  waiting: {
    holds: [{ snapshot, workflow: held, job, since: after(30), onlyIn: [], needs: [] }],
    isCut: false,
    channelsUnknown: false,
  },
  recent: [snapshot, done],
  subscriptions: [
    {
      channelId: 'C0DEPLOYS',
      ...USUAL,
      project: 'gh/acme/storefront',
      branches: ['main', 'release/*'],
      workflows: [],
      outcomes: ['failed', 'on_hold'],
    },
    {
      channelId: 'C0GENERAL',
      ...USUAL,
      project: 'gh/acme/docs',
      branches: [],
      workflows: ['publish'],
      outcomes: [],
    },
  ],
  publicUrl: 'https://chatops.example.com',
};

describe.each(LOCALES)('App Home in %s', (locale) => {
  test.each([
    ['home-empty', empty],
    ['home', full],
  ])('%s', async (name, model) => {
    const view = renderHome({ ...model, locale });
    expect(view.type).toBe('home');
    await expect(`${readable(view.blocks)}\n`).toMatchFileSnapshot(`__snapshots__/${locale}/${name}.txt`);
  });
});

test('a hundred of everything, with hostile names, stays within Slack’s limits', () => {
  const name = '<!channel>`*|'.repeat(200);
  const odd = pipeline({
    projectName: name,
    branch: name,
    commitSubject: name,
    workflows: [{ ...held, name }],
  });
  const hundred = <T>(value: T): T[] => Array.from({ length: 100 }, () => value);
  const view = renderHome({
    locale: 'ja',
    userId: 'U0ANA',
    identity: { login: name, host: name },
    waiting: {
      holds: hundred({
        snapshot: odd,
        workflow: { ...held, name },
        job: { ...job, name },
        since: name,
        onlyIn: hundred(name),
        needs: ['linked', 'reason'],
      }),
      isCut: false,
      channelsUnknown: false,
    },
    recent: hundred(odd),
    subscriptions: hundred({
      channelId: name,
      project: name,
      branches: hundred(name),
      tags: hundred(name),
      workflows: hundred(name),
      jobs: hundred(name),
      authors: hundred(name),
      bots: false,
      outcomes: OUTCOMES,
    }),
    publicUrl: `https://chatops.example.com/${name}`,
  });
  const { blocks } = view;
  expect(blockProblems(blocks, 100)).toEqual([]);
  expect(mrkdwnTexts(blocks).flatMap((text) => smuggled(text, []))).toEqual([]);
  expect(readable(blocks)).toContain('ほか90件');
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
});
