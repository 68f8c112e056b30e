import { afterEach, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { JobData } from '../../src/domain/job-data.ts';
import { type MentionRule, USUAL_PEOPLE } from '../../src/domain/people-options.ts';
import { deliverNotice } from '../../src/notices/deliver.ts';
import { muteCard, unmuteCard } from '../../src/notices/mute.ts';
import { ADA, BEN } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';
import { telling } from './support/telling.ts';

const P = 'p-1';
const byBen = { identities: { authorEmail: 'Ben@example.com' } };
const mentions = (...rules: MentionRule[]) => ({ people: { ...USUAL_PEOPLE, mentions: rules } });
const author = mentions({ whom: 'author', on: ['failed', 'broken'] });

describeWithDatabase('what is told in the thread of a card', (databases) => {
  let core: Core;
  let story: ReturnType<typeof telling>;
  beforeEach(async () => {
    core = await openCore(databases);
    story = telling(core);
  });
  afterEach(() => core.close());

  /** A card is out, and then its workflow ends so. */
  const turnsOut = async (status: string, told = {}) => {
    await story.tell(P, { status: 'running', ...told });
    await story.deliverCard(P);
    await story.tell(P, { status, ...told });
  };

  it('what broke, once, in the channel as well, with its author', async () => {
    await story.subscribe(author);
    await turnsOut('failed', byBen);
    expect(await story.decided(P)).toEqual(['broken in the channel']);
    await story.deliverNotice(P, 'broken');
    await story.deliverNotice(P, 'broken');
    await story.tell(P, { status: 'failed', ...byBen });
    const [reply, ...others] = await story.replies();
    expect(others).toEqual([]);
    expect(reply?.isBroadcast).toBe(true);
    expect(messageText(reply ?? never())).toContain('*Broken:* ');
    expect(messageText(reply ?? never())).toContain(`<@${BEN}>`);
    expect(reply?.text).toContain(`<@${BEN}>`);
    expect(core.slack.calls.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('nothing in the channel a second time where the card itself came out broken', async () => {
    await story.subscribe({ outcomes: [] });
    await story.tell(P, { status: 'failed' });
    await story.deliverCard(P);
    await story.tell(P, { status: 'failed' });
    expect(await story.decided(P)).toEqual(['broken: on-card']);
    expect(await core.waiting('deliver-notice')).toEqual([]);
  });

  it('a mention then, as a quiet reply, once the card is out', async () => {
    await story.subscribe({ outcomes: [], ...author });
    await story.tell(P, { status: 'failed', ...byBen });
    await story.deliverNotice(P, 'broken');
    expect(await story.replies()).toEqual([]);
    await core.forgetWaiting();
    await story.deliverCard(P);
    expect(await core.waiting('deliver-notice')).toHaveLength(1);
    await story.deliverNotice(P, 'broken');
    const [reply] = await story.replies();
    expect(reply?.isBroadcast).toBeUndefined();
    expect(reply?.text).toContain(`<@${BEN}>`);
  });

  it('what a rerun fixed, and not again what breaks after that', async () => {
    await story.subscribe();
    await turnsOut('failed');
    await story.tell(P, { status: 'success', attempt: 2 });
    await story.tell(P, { status: 'failed', attempt: 3 });
    await story.tell(P, { status: 'success', attempt: 4 });
    expect(await story.decided(P)).toEqual(['broken in the channel', 'fixed in the channel']);
  });

  it('no less than before: what failed beside what broke is not told apart', async () => {
    await story.subscribe(mentions({ whom: ADA, on: ['failed'] }, { whom: BEN, on: ['broken'] }));
    await turnsOut('failed');
    await story.deliverNotice(P, 'broken');
    const [reply] = await story.replies();
    expect(reply?.text).toContain(`<@${ADA}> <@${BEN}>`);
  });

  it('each hold once, by its name, quietly', async () => {
    await story.subscribe(mentions({ whom: 'S0QATEAM', on: ['on_hold'] }));
    await story.tell(P, { status: 'running' });
    await story.deliverCard(P);
    await story.tell(P, { status: 'on_hold', holds: ['staging'] });
    await story.tell(P, { status: 'on_hold', holds: ['staging', '<!here> production'] });
    const waiting = (await core.waiting('deliver-notice')).map(({ data }) => data);
    expect(waiting).toHaveLength(2);
    for (const data of waiting) await deliverNotice(core.ctx, data as JobData['deliver-notice']);
    const texts = (await story.replies()).map(({ text }) => text);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('*staging* · branch `dev` · <!subteam^S0QATEAM>');
    expect(texts[1]).toContain('*&lt;!here&gt; production*');
    expect((await story.replies()).every(({ isBroadcast }) => isBroadcast === undefined)).toBe(true);
  });

  it('nothing that happened more than an hour ago', async () => {
    await story.subscribe(author);
    await turnsOut('failed', { endedAgo: 3_700 });
    expect(await story.decided(P)).toEqual(['broken: late']);
    await story.tell('p-2', { status: 'running', branch: 'x' });
    await story.deliverCard('p-2');
    await story.tell('p-2', { status: 'failed', branch: 'x' });
    core.clock.aheadMs = 3_700_000;
    await story.deliverNotice('p-2', 'broken');
    expect(await story.decided('p-2')).toEqual(['broken: late']);
    expect(await story.replies()).toEqual([]);
  });

  it.each([
    ['edges', { edges: false }, []],
    ['threads', { threads: false }, []],
    [
      'neither, but a mention',
      { edges: false, mentions: [{ whom: 'S0QATEAM', on: ['broken'] }] },
      ['broken'],
    ],
  ] as const)('nothing where %s are turned off', async (_, people, decided) => {
    await story.subscribe({ people: { ...USUAL_PEOPLE, ...people } });
    await turnsOut('failed');
    expect(await story.decided(P)).toEqual(decided);
    await story.deliverNotice(P, 'broken');
    const texts = (await story.replies()).map(({ text }) => text);
    expect(texts.every((text) => text.endsWith('<!subteam^S0QATEAM>'))).toBe(true);
    expect(texts).toHaveLength(decided.length);
  });

  it('an edge only where its outcome is asked for', async () => {
    await story.subscribe({ outcomes: ['on_hold', 'canceled'] });
    await story.tell(P, { status: 'canceled' });
    await story.deliverCard(P);
    await story.tell(P, { status: 'failed', attempt: 2 });
    expect(await story.decided(P)).toEqual([]);
  });

  it('whom nobody knows in Slack is not mentioned, and a reply for them alone is left out', async () => {
    await story.subscribe({ outcomes: [], ...author });
    await story.tell(P, { status: 'failed', identities: { authorEmail: 'stranger@example.com' } });
    await story.deliverCard(P);
    await story.deliverNotice(P, 'broken');
    expect(await story.decided(P)).toEqual(['broken: nobody']);
  });

  it('the edge without its author while Slack does not say who that is', async () => {
    await story.subscribe(author);
    await turnsOut('failed', byBen);
    core.slack.faults.next({ method: 'users.lookupByEmail', behaviour: 'reset' });
    await story.deliverNotice(P, 'broken');
    const [reply] = await story.replies();
    expect(reply?.text).not.toContain('<@');
    expect(reply?.isBroadcast).toBe(true);
  });

  it.each([
    '<!channel>',
    `<@${ADA}>`,
    `<@${ADA}|x>@example.com`,
    '@here',
    '@everyone',
    '<!subteam^S0ADMINS1>',
    '`*_~',
    '\u202eada',
    '"; drop table people_links; --',
    'x'.repeat(4_000),
    `${'x'.repeat(400)}@example.com`,
    ' ',
    '👩‍👩‍👧‍👦',
  ])('nobody is called by %j as a login, an address, a branch', async (text) => {
    await story.subscribe(author);
    const identities = { authorEmail: text, authorLogin: text, actorLogin: text };
    await turnsOut('failed', { identities, branch: text });
    await story.deliverNotice(P, 'broken');
    const [reply] = await story.replies();
    expect(`${reply?.text} ${JSON.stringify(reply?.blocks)}`).not.toMatch(/<[@!]/);
    expect(core.slack.calls.filter(({ ok, method }) => !ok && method !== 'users.lookupByEmail')).toEqual([]);
    expect(await story.decided(P)).toEqual(['broken in the channel']);
  });

  it('once, when two replicas tell it at the same time', async () => {
    await story.subscribe();
    await turnsOut('failed');
    await Promise.all([1, 2, 3].map(() => story.deliverNotice(P, 'broken')));
    expect(await story.replies()).toHaveLength(1);
  });

  it('once, when the answer to its posting was lost', async () => {
    await story.subscribe();
    await turnsOut('failed');
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'resetAfter' });
    await story.deliverNotice(P, 'broken');
    expect(await story.replies()).toHaveLength(1);
    expect(await core.waiting('deliver-notice')).toHaveLength(1);
    core.clock.aheadMs = 16_000;
    await story.deliverNotice(P, 'broken');
    await story.deliverNotice(P, 'broken');
    expect(await story.replies()).toHaveLength(1);
    expect(await story.decided(P)).toEqual(['broken in the channel']);
  });

  it('not after its card was muted meanwhile, unless it is there already', async () => {
    await story.subscribe();
    await turnsOut('failed');
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'reset' });
    await story.deliverNotice(P, 'broken');
    await muteCard(core.ctx, { userId: BEN }, P, DEPLOYS);
    core.clock.aheadMs = 16_000;
    await story.deliverNotice(P, 'broken');
    expect(await story.replies()).toEqual([]);
    expect(await story.decided(P)).toEqual(['broken: muted']);
  });

  it('later, when Slack has had enough', async () => {
    await story.subscribe();
    await turnsOut('failed');
    await core.forgetWaiting();
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'ratelimited', retryAfter: 7 });
    await story.deliverNotice(P, 'broken');
    expect((await core.waiting('deliver-notice'))[0]?.seconds).toBeGreaterThan(4);
    await story.deliverNotice(P, 'broken');
    expect(await story.decided(P)).toEqual(['broken in the channel']);
    expect(await story.replies()).toEqual([]);
  });

  it.each(['thread_not_found', 'is_archived'])('not at all after %s', async (error) => {
    await story.subscribe();
    await turnsOut('failed');
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'error', error });
    await story.deliverNotice(P, 'broken');
    await story.deliverNotice(P, 'broken');
    expect(await story.decided(P)).toEqual([`broken: ${error}`]);
    expect(await story.replies()).toEqual([]);
  });

  it('nothing on a muted card, which stays true and says who muted it', async () => {
    await story.subscribe(author);
    await story.tell(P, { status: 'running', ...byBen });
    await story.deliverCard(P);
    expect(await muteCard(core.ctx, { userId: BEN }, P, DEPLOYS)).toEqual({ kind: 'done' });
    expect(await muteCard(core.ctx, { userId: ADA }, P, DEPLOYS)).toEqual({ kind: 'already', by: BEN });
    await story.tell(P, { status: 'failed', ...byBen });
    core.clock.aheadMs = 5_000;
    await story.deliverCard(P);
    expect(await story.decided(P)).toEqual(['broken: muted']);
    const [card] = await core.slack.client.as(ADA).messages('deploys');
    expect(messageText(card ?? never())).toContain(`🔕 Muted by <@${BEN}>`);
    expect(messageText(card ?? never())).toContain('Failed');
    expect(await unmuteCard(core.ctx, P, DEPLOYS)).toEqual({ kind: 'done' });
    expect(await unmuteCard(core.ctx, P, DEPLOYS)).toEqual({ kind: 'not-muted' });
    await story.tell(P, { status: 'failed', ...byBen });
    expect(await story.decided(P)).toEqual(['broken: muted']);
    expect(await muteCard(core.ctx, { userId: ADA }, 'p-none', DEPLOYS)).toEqual({ kind: 'no-card' });
  });
});

function never(): never {
  throw new Error('it is not there');
}
