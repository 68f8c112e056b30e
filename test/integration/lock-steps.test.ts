import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { requestApproval } from '../../src/approvals/approve.ts';
import { approveDeed } from '../../src/approvals/approve-deed.ts';
import { requestReject } from '../../src/approvals/reject.ts';
import { searchAudit } from '../../src/audit/search.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { askHolder, keepLock } from '../../src/locks/ask-holder.ts';
import { mayGovern } from '../../src/locks/may-lock.ts';
import { releaseLock } from '../../src/locks/release.ts';
import { showLock } from '../../src/locks/show.ts';
import { locksInForce } from '../../src/locks/store.ts';
import { extendLock, takeLock } from '../../src/locks/take.ts';
import { tellLock } from '../../src/locks/tell.ts';
import { watchLocks } from '../../src/locks/watch.ts';
import { wantCard } from '../../src/notifications/follow.ts';
import { readPolicy } from '../../src/policy/read.ts';
import { beginAction } from '../../src/runs/action-store.ts';
import { perform } from '../../src/runs/perform.ts';
import { permit } from '../../src/runs/permit.ts';
import { requestRun } from '../../src/runs/run.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { BEN, CHIE } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

const HOUR_MS = 3_600_000;

describeWithDatabase('locks, step by step', (databases) => {
  let core: Core;
  let ada: Actor;
  let ben: Actor;
  let chie: Actor;
  beforeAll(async () => {
    core = await openCore(databases);
    ada = core.actor;
    ben = { ...ada, userId: BEN };
    chie = { ...ada, userId: CHIE };
  });
  beforeEach(async () => {
    core.rules.current = null;
    await core.ctx.db.deleteFrom('locks').execute();
    await core.forgetWaiting();
  });
  afterAll(() => core.close());

  const rules = (text: string) => {
    const reading = readPolicy(`version: 1\nrules:\n${text}`);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    core.rules.current = reading.policy;
  };
  const held = async () => {
    const id = core.push('hold');
    for (let n = 0; n < 20; n += 1) core.circleci.control.step();
    const { snapshot } = await syncPipeline(core.ctx, id, 'interactive');
    const [workflow] = snapshot.workflows;
    const job = workflow?.jobs.find(({ status }) => status === 'on_hold');
    if (workflow === undefined || job === undefined) throw new Error('nothing is on hold');
    return { pipelineId: id, workflowId: workflow.id, jobId: job.id };
  };
  const take = async (actor: Actor, project: string | null = PROJECT, branch: string | null = null) => {
    const wanted = { project, branch, forMs: HOUR_MS, reason: 'a reason' };
    const taken = await takeLock(core.ctx, actor, wanted, null);
    if (taken.kind !== 'locked') throw new Error(`not locked: ${taken.kind}`);
    return taken.lock;
  };
  const approvals = () => core.circleci.log.filter(({ path }) => path.includes('/approve/')).length;
  const newest = async (action: string) => (await searchAudit(core.ctx.db, { action }, 1)).entries[0];
  const run = (actor: Actor, reason?: string) =>
    requestRun(core.ctx, actor, {
      projectSlug: PROJECT,
      ref: { branch: 'main' },
      parameters: {},
      ...(reason === undefined ? {} : { reason }),
    });

  it('stop what was allowed and is under way, just before CircleCI is called', async () => {
    const target = await held();
    const wanted = { kind: 'approve' as const, projectSlug: PROJECT, ...target, detail: {} };
    const action = await beginAction(core.ctx, ben, wanted, { as: 'shared', rule: null });
    if (action === null) throw new Error('somebody else was first');
    const lock = await take(ada);
    const before = approvals();
    const outcome = await perform(core.ctx, action, approveDeed);
    expect(outcome).toMatchObject({ kind: 'locked', lock: { id: lock.id, userId: ada.userId } });
    expect(approvals()).toBe(before);
    expect(await newest('approve')).toMatchObject({ event: 'failed', why: 'locked' });
    // What is refused right away is written down with whose lock it was.
    expect(await requestApproval(core.ctx, ben, target)).toMatchObject({ kind: 'locked' });
    expect(await newest('approve')).toMatchObject({
      event: 'denied',
      why: 'locked',
      rule: expect.stringContaining(`lock of ${ada.teamId}:${ada.userId} until`),
    });
    expect(await requestApproval(core.ctx, ada, target)).not.toMatchObject({ kind: 'locked' });
  });

  it('keep nobody from ending something: a hold is rejected all the same, a rollback is refused', async () => {
    const target = await held();
    await take(ada);
    const timer = setInterval(() => core.circleci.control.step(), 20);
    const rejected = await requestReject(core.ctx, ben, { ...target, reason: 'not today' });
    clearInterval(timer);
    expect(rejected).toMatchObject({ kind: 'confirmed' });
    const wanted = { kind: 'rollback', projectSlug: PROJECT, detail: {} } as const;
    const nothing = { pipelineId: null, workflowId: null, jobId: null };
    expect(await permit(core.ctx, ben, { ...wanted, ...nothing })).toMatchObject({
      ok: false,
      outcome: { kind: 'locked' },
    });
  });

  it('are taken once, whoever else asks for the same or what overlaps at that moment', async () => {
    const wanted = (branch: string | null) => ({ project: PROJECT, branch, forMs: HOUR_MS, reason: 'x' });
    const people = Array.from({ length: 8 }, (_, n) => ({ ...ada, userId: `U0RACER00${n}` }));
    const taken = await Promise.all(
      people.map((actor, n) =>
        takeLock(core.ctx, actor, wanted([null, 'main', 'm*', 'main'][n % 4] ?? null), null),
      ),
    );
    expect(taken.filter(({ kind }) => kind === 'locked')).toHaveLength(1);
    expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(7);
    expect(await locksInForce(core.ctx.db, core.ctx.now())).toHaveLength(1);
    const { entries } = await searchAudit(core.ctx.db, { action: 'lock' }, 8);
    expect(entries.filter(({ event, why }) => event === 'failed' && why === 'taken')).toHaveLength(7);
    // What does not overlap is nobody else's business.
    await core.ctx.db.deleteFrom('locks').execute();
    await take(ada, PROJECT, 'main');
    await take(ben, PROJECT, 'release/*');
  });

  it('end when their time is up, also when nobody looks, and every step is told once', async () => {
    const lock = await take(ada);
    const told = async () => (await core.waiting('tell-lock')).map(({ data }) => data);
    const at = (minutes: number) => ({
      ...core.ctx,
      now: () => new Date(Date.parse(lock.since) + minutes * 60_000),
    });
    await core.forgetWaiting();
    expect(await watchLocks(at(1))).toBeLessThanOrEqual(60_000);
    expect(await told()).toEqual([]);
    await watchLocks(at(46));
    await watchLocks(at(47));
    expect(await told()).toEqual([{ lockId: lock.id, news: 'soon', to: ada.userId }]);
    expect(await extendLock(at(50), ben, lock.id)).toBeNull();
    const extended = await extendLock(at(50), ada, lock.id);
    expect(Date.parse(extended?.until ?? '') - Date.parse(lock.until)).toBe(HOUR_MS);
    await core.forgetWaiting();
    expect(await locksInForce(core.ctx.db, at(119).now())).toHaveLength(1);
    expect(await locksInForce(core.ctx.db, at(120).now())).toHaveLength(0);
    await askHolder(at(100), ben, lock.id);
    await core.forgetWaiting();
    await Promise.all([watchLocks(at(121)), watchLocks(at(121))]);
    expect(await told()).toEqual(
      expect.arrayContaining([
        { lockId: lock.id, news: 'expired', to: ada.userId },
        { lockId: lock.id, news: 'free', to: BEN },
        { lockId: lock.id, news: 'over', to: DEPLOYS },
      ]),
    );
    expect(await told()).toHaveLength(3);
    expect(await newest('lock_expire')).toMatchObject({ event: 'confirmed' });
    expect(await extendLock(at(121), ada, lock.id)).toBeNull();
    expect(await askHolder(at(121), ben, lock.id)).toEqual({ kind: 'gone' });
  });

  it('that are over make room for another one, before anybody has ended them', async () => {
    const lock = await take(ada);
    const later = { ...core.ctx, now: () => new Date(Date.parse(lock.until) + 1) };
    const wanted = { project: PROJECT, branch: null, forMs: HOUR_MS, reason: 'next' };
    expect(await takeLock(later, ben, wanted, null)).toMatchObject({ kind: 'locked' });
  });

  it('have the cards that wait compared, in portions', async () => {
    const targets = [await held(), await held()];
    await core.ctx.db.transaction().execute(async (tx) => {
      for (const { pipelineId } of targets) await wantCard(tx, pipelineId, DEPLOYS);
    });
    for (const project of [PROJECT, null]) {
      await core.forgetWaiting();
      await showLock(core.ctx, { project, after: null });
      const waiting = (await core.waiting('deliver-card')).map(({ data }) => data);
      for (const { pipelineId } of targets) {
        expect(waiting).toContainEqual({ pipelineId, channelId: DEPLOYS, urgent: true });
      }
    }
    await core.forgetWaiting();
    await showLock(core.ctx, { project: 'gh/acme/other', after: null });
    expect(await core.waiting('deliver-card')).toEqual([]);
  });

  it('are answered for by their holder alone, whatever a forged button says', async () => {
    const lock = await take(ada);
    expect(await askHolder(core.ctx, ada, lock.id)).toMatchObject({ kind: 'own' });
    expect(await askHolder(core.ctx, ben, lock.id)).toMatchObject({ kind: 'asked' });
    expect(await askHolder(core.ctx, ben, `' or 1=1`)).toEqual({ kind: 'gone' });
    const ask = await core.ctx.db.selectFrom('lock_asks').select('id').executeTakeFirstOrThrow();
    expect(await keepLock(core.ctx, ben, ask.id)).toBeNull();
    expect(await keepLock(core.ctx, ada, ask.id)).toBe(BEN);
    expect(await keepLock(core.ctx, ada, ask.id)).toBeNull();
    // After a while the same person may ask anew, and is answered anew.
    const later = { ...core.ctx, now: () => new Date(Date.now() + 16 * 60_000) };
    expect(await askHolder(later, ben, lock.id)).toMatchObject({ kind: 'asked' });
    expect(await keepLock(later, ada, ask.id)).toBe(BEN);
  });

  it('are told in the language of whoever reads it, and what is over is not asked any more', async () => {
    const lock = await take(ada);
    await askHolder(core.ctx, ben, lock.id);
    const [waiting] = await core.ctx.db.selectFrom('lock_asks').select('id').execute();
    const asked = { lockId: lock.id, news: 'asked', to: CHIE, by: BEN, askId: waiting?.id ?? '' } as const;
    await tellLock(core.ctx, asked);
    const direct = await core.slack.client.as(CHIE).directMessages();
    expect(JSON.stringify(direct.at(-1))).toContain('ロックを解除できるか');
    await releaseLock(core.ctx, ada, lock, null);
    await tellLock(core.ctx, asked);
    expect(await core.slack.client.as(CHIE).directMessages()).toHaveLength(direct.length);
  });

  it('need the rule `lock` with a policy; a rule about a project or a branch allows no more than that', async () => {
    rules(
      `  - { name: main only, allow: [lock], where: { project: ${PROJECT}, branch: main }, who: { users: [${BEN}] } }\n` +
        `  - { name: everything, allow: [lock], who: { users: [${CHIE}] } }`,
    );
    const may = async (actor: Actor, project: string | null, branch: string | null) =>
      (await mayGovern(core.ctx, actor, 'lock', { project, branch }, true)).ok;
    expect(await may(ben, PROJECT, 'main')).toBe(true);
    expect(await may(ben, PROJECT, 'm*')).toBe(false);
    expect(await may(ben, PROJECT, null)).toBe(false);
    expect(await may(ben, null, null)).toBe(false);
    expect(await may(chie, null, null)).toBe(true);
    expect(await may(ada, PROJECT, 'main')).toBe(false);
    expect(await newest('lock')).toMatchObject({ event: 'denied', why: 'denied' });
    const lock = await take(ada, PROJECT, 'main');
    expect(await releaseLock(core.ctx, ben, lock, null)).toMatchObject({ kind: 'reason' });
    expect(await releaseLock(core.ctx, ben, lock, 'needed')).toMatchObject({ kind: 'released' });
    expect(await releaseLock(core.ctx, ada, lock, null)).toEqual({ kind: 'gone' });
  });

  it('of everything are passed by whom a rule allows `lock` everywhere, with a reason, and by nobody else', async () => {
    rules(
      `  - { name: all run, allow: [run], who: { everyone: true } }\n` +
        `  - { name: release managers, allow: [lock], who: { users: [${CHIE}] } }\n` +
        `  - { name: of one project, allow: [lock], where: { project: ${PROJECT} }, who: { users: [${BEN}] } }`,
    );
    await take(ada, null);
    expect(await run(ada)).toMatchObject({ kind: 'locked', mayPass: false });
    expect(await run(ben, 'urgent')).toMatchObject({ kind: 'locked', mayPass: false });
    expect(await run(chie)).toMatchObject({ kind: 'locked', mayPass: true });
    expect(await run(chie, 'urgent')).not.toMatchObject({ kind: 'locked' });
    const { entries } = await searchAudit(core.ctx.db, { action: 'run' }, 5);
    expect(entries).toContainEqual(
      expect.objectContaining({
        event: 'allowed',
        reason: 'urgent',
        rule: expect.stringMatching(/^passes the freeze of .* by release managers/),
      }),
    );
    // A lock of one project stands even then: it is somebody's.
    await take(ben);
    expect(await run(chie, 'urgent')).toMatchObject({ kind: 'locked', lock: { userId: BEN } });
  });

  it('are for people who can have something done in CircleCI, without a policy', async () => {
    const { config } = core.ctx;
    const identities = { ...config.identities, shared: [] };
    const ctx = { ...core.ctx, config: { ...config, identities } };
    const place = { project: PROJECT, branch: null };
    expect(await mayGovern(ctx, ben, 'lock', place, true)).toMatchObject({
      ok: false,
      text: expect.stringContaining('/circleci connect'),
    });
    expect(await newest('lock')).toMatchObject({ event: 'denied', why: 'not-connected' });
    const only = { ...ctx, config: { ...config, identities: { ...identities, shared: ['run'] as const } } };
    expect(await mayGovern(only, ben, 'lock', place, true)).toEqual({ ok: true, rule: null });
    expect(await mayGovern(only, ben, 'stop', place, true)).toMatchObject({ ok: false });
  });

  it('are at most twenty of one person', async () => {
    for (let n = 0; n < 20; n += 1) await take(ada, PROJECT, `branch-${n}`);
    const wanted = { project: PROJECT, branch: 'one-more', forMs: HOUR_MS, reason: 'x' };
    expect(await takeLock(core.ctx, ada, wanted, null)).toEqual({ kind: 'too-many', most: 20 });
    expect(await takeLock(core.ctx, ben, wanted, null)).toMatchObject({ kind: 'locked' });
    // What is theirs already can be changed.
    expect(await takeLock(core.ctx, ada, { ...wanted, branch: 'branch-3' }, null)).toMatchObject({
      kind: 'changed',
    });
  });

  it('leave an audit log that verifies', async () => {
    expect(await verifyLog(core.ctx.db)).toMatchObject({ ok: true });
  });
});
