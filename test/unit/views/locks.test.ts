import { describe, expect, test } from 'vitest';
import type { Lock, LockNews } from '../../../src/domain/lock.ts';
import type { Stop, StopState } from '../../../src/domain/stop.ts';
import { renderCard } from '../../../src/views/card.ts';
import { lockedAnswer, locksText, takenAnswer } from '../../../src/views/lock-answers.ts';
import { lockNewsMessage } from '../../../src/views/lock-news.ts';
import { stopMessage } from '../../../src/views/stop.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, smuggled } from '../../support/mrkdwn-safety.ts';
import { hold, pipeline, workflow } from '../../support/snapshots.ts';

const HOSTILE = `<!channel> <@U0EVIL00001> *_~\`\`\` ${'\u202e'}${'x'.repeat(2_000)}\u0000`;
const lock: Lock = {
  id: '8f14e45f-ceea-467f-a0e6-8a1f3c9d2b10',
  project: `gh/acme/${HOSTILE}`,
  branch: HOSTILE,
  teamId: 'T0WORKSHOP',
  userId: 'U0ADA00001',
  channelId: 'C0DEPLOYS1',
  reason: HOSTILE,
  since: '2026-11-21T10:00:00.000Z',
  until: '2026-11-21T12:00:00.000Z',
};
const freeze = { ...lock, project: null, branch: null };
const ALLOWED = ['U0ADA00001', 'U0BEN00002'];
const NEWS: readonly LockNews[] = ['asked', 'soon', 'expired', 'taken', 'kept', 'free', 'began', 'over'];

describe.each(['en', 'ja'] as const)('in %s', (locale) => {
  test.each([lock, freeze])('refusals and news stay within Slack’s limits, whatever the reason', (one) => {
    const answers = [
      lockedAnswer({ lock: one, mayPass: true, isOwn: false }, locale),
      takenAnswer(one, locale),
      ...NEWS.map((news) => {
        const ended = { by: 'U0BEN00002', because: HOSTILE };
        return lockNewsMessage({ news, lock: one, ended, by: 'U0BEN00002', askId: lock.id }, locale);
      }),
    ];
    for (const { text, blocks = [] } of answers) {
      expect(text.length).toBeLessThan(4_000);
      if (blocks.length > 0) expect(blockProblems(blocks, 50)).toEqual([]);
      for (const part of [text, ...mrkdwnTexts(blocks)]) expect(smuggled(part, ALLOWED)).toEqual([]);
    }
  });

  test('a hundred locks are one short list', () => {
    const text = locksText(
      Array.from({ length: 100 }, () => ({
        ...lock,
        reason: 'short',
        branch: 'main',
        project: 'gh/acme/web',
      })),
      locale,
    );
    expect(text.length).toBeLessThan(6_000);
    expect(text).toContain('75');
  });

  test('a card shows them while it waits for somebody, and not afterwards', () => {
    const card = (status: string) =>
      renderCard(
        pipeline({
          locks: [lock, freeze],
          workflows: [
            workflow({ status, jobs: [hold('approve', status === 'on_hold' ? 'on_hold' : 'success')] }),
          ],
        }),
        { locale },
      );
    const waiting = card('on_hold');
    expect(blockProblems(waiting.blocks, 50)).toEqual([]);
    expect(JSON.stringify(waiting.blocks)).toContain('🔒');
    expect(JSON.stringify(waiting.blocks)).toContain('🧊');
    for (const part of mrkdwnTexts(waiting.blocks)) expect(smuggled(part, ALLOWED)).toEqual([]);
    expect(JSON.stringify(card('success').blocks)).not.toContain('🔒');
    expect(waiting.edge).not.toBe(renderCard(pipeline({ workflows: [] }), { locale }).edge);
  });

  const stop = (state: StopState, parts: Partial<Stop> = {}): Stop => ({
    id: lock.id,
    project: 'gh/acme/web',
    branch: HOSTILE,
    channelId: 'C0DEPLOYS1',
    messageTs: '1.2',
    teamId: 'T0WORKSHOP',
    userId: 'U0ADA00001',
    reason: HOSTILE,
    state,
    found: {
      count: 1_234,
      first: Array.from({ length: 10 }, (_, n) => ({
        id: `${n}`,
        pipelineId: `${n}`,
        pipelineNumber: n,
        name: HOSTILE,
        status: 'running',
        branch: HOSTILE,
        tag: null,
      })),
      lookedAt: 100,
      more: true,
    },
    expiresAt: lock.until,
    firstBy: 'T0WORKSHOP:U0ADA00001',
    secondBy: 'T0WORKSHOP:U0BEN00002',
    calledOffBy: null,
    rounds: 3,
    remaining: 0,
    trouble: null,
    ...parts,
  });
  const counts = { found: 2, canceled: 20, finished: 3, failed: 4 };
  const failed = Array.from({ length: 10 }, () => ({ name: HOSTILE, problem: HOSTILE }));

  test.each([
    stop('asked'),
    stop('asked', { firstBy: null }),
    stop('off'),
    stop('off', { calledOffBy: 'T0WORKSHOP:U0BEN00002' }),
    stop('running', { trouble: HOSTILE }),
    stop('done'),
    stop('done', { remaining: 7 }),
    stop('done', { trouble: HOSTILE }),
  ])('a stop is one message within Slack’s limits, $state', (one) => {
    const { text, blocks } = stopMessage({ stop: one, counts, failed }, locale);
    expect(blockProblems(blocks, 50)).toEqual([]);
    expect(text.length).toBeLessThan(4_000);
    for (const part of [text, ...mrkdwnTexts(blocks)]) expect(smuggled(part, ALLOWED)).toEqual([]);
    const hasButtons = blocks.some(({ type }) => type === 'actions');
    expect(hasButtons).toBe(one.state === 'asked');
  });
});
