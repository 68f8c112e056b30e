import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { searchAudit } from '../../src/audit/search.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import type { Context } from '../../src/context.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { readPolicy } from '../../src/policy/read.ts';
import { noteCall } from '../../src/runs/action-lease.ts';
import { beginAction } from '../../src/runs/action-store.ts';
import { settleAction } from '../../src/runs/settle-action.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { callOff, confirmStop } from '../../src/stops/confirm-stop.ts';
import { requestStop } from '../../src/stops/request-stop.ts';
import { runStop } from '../../src/stops/run-stop.ts';
import { showStop } from '../../src/stops/show.ts';
import { countsOf, loadStop } from '../../src/stops/store.ts';
import { BEN, CHIE } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, openCore, PROJECT } from './support/core.ts';

const WHOLE = { project: PROJECT, branch: null };

describeWithDatabase('emergency stops, step by step', (databases) => {
  let core: Core;
  let ada: Actor;
  let ben: Actor;
  let chie: Actor;
  beforeAll(async () => {
    // Not paused: what is cancelled has to end while the step waits for it.
    core = await openCore(databases, { paused: false, timeScale: 0.01 });
    ada = core.actor;
    ben = { ...ada, userId: BEN };
    chie = { ...ada, userId: CHIE };
  });
  beforeEach(async () => {
    core.rules.current = null;
    core.circleci.faults.clear();
    await core.ctx.db.deleteFrom('stops').execute();
    await core.forgetWaiting();
  });
  afterAll(() => core.close());

  const rules = (text: string) => {
    const reading = readPolicy(`version: 1\nrules:\n${text}`);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    core.rules.current = reading.policy;
  };
  const hold = async (count: number) => {
    for (let n = 0; n < count; n += 1) core.push('hold');
    await core.circleci.idle();
  };
  const cancels = () =>
    core.circleci.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/cancel')).length;
  const ask = async (ctx: Context = core.ctx) => {
    expect(await requestStop(ctx, ada, WHOLE, null)).toEqual({ kind: 'shown' });
    const { id } = await ctx.db
      .selectFrom('stops')
      .select('id')
      .where('state', '=', 'asked')
      .executeTakeFirstOrThrow();
    return id;
  };
  const confirmed = async () => {
    const id = await ask();
    await confirmStop(core.ctx, ada, id);
    expect(await confirmStop(core.ctx, ben, id)).toEqual({ kind: 'second' });
    return id;
  };
  /** Rounds one after the other, as the queue would have them. */
  const runAll = async (id: string) => {
    for (let round = 0; round < 20; round += 1) {
      await runStop(core.ctx, { stopId: id });
      if ((await loadStop(core.ctx.db, id))?.state === 'done') return;
    }
    throw new Error('the stop does not end');
  };
  const ended = async () => {
    const { entries } = await searchAudit(core.ctx.db, { action: 'stop' }, 1);
    return entries[0];
  };

  it('take two whom the rules allow it when the second one clicks, and whom CircleCI could see', async () => {
    await hold(1);
    rules(`  - { name: on call, allow: [stop], who: { users: [${ada.userId}, ${BEN}] } }`);
    const id = await ask();
    expect(await confirmStop(core.ctx, chie, id)).toMatchObject({ kind: 'denied' });
    expect(await ended()).toMatchObject({ event: 'denied' });
    expect(await confirmStop(core.ctx, ada, id)).toEqual({ kind: 'first' });
    expect(await confirmStop(core.ctx, ada, id)).toEqual({ kind: 'same' });
    expect(await ended()).toMatchObject({ event: 'denied', why: 'same' });
    // Ada is taken off the rule before the second click: hers does not count any more, Ben is the first now.
    rules(`  - { name: on call, allow: [stop], who: { users: [${BEN}, ${CHIE}] } }`);
    expect(await confirmStop(core.ctx, ben, id)).toEqual({ kind: 'first-no-longer', who: ada.userId });
    expect((await loadStop(core.ctx.db, id))?.state).toBe('asked');
    expect(await confirmStop(core.ctx, chie, id)).toEqual({ kind: 'second' });
    const before = cancels();
    // No rule allows Chie `cancel`: the stop was allowed, and that is enough.
    await runAll(id);
    expect(cancels() - before).toBe(1);
    expect(await countsOf(core.ctx.db, id)).toEqual({ found: 0, canceled: 1, finished: 0, failed: 0 });
    expect(await ended()).toMatchObject({ event: 'confirmed' });
  });

  it('begin once when many click in the same moment, also twice each', async () => {
    await hold(1);
    const id = await ask();
    const people = [ada, ben, chie, ada, ben, chie];
    const answers = await Promise.all(people.map((actor) => confirmStop(core.ctx, actor, id)));
    const kinds = answers.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'first')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'second')).toHaveLength(1);
    const stop = await loadStop(core.ctx.db, id);
    expect(stop?.state).toBe('running');
    expect(stop?.firstBy).not.toBe(stop?.secondBy);
    expect((await core.waiting('run-stop')).map(({ data }) => data)).toEqual([{ stopId: id }]);
    expect(await callOff(core.ctx, ada, id)).toEqual({ kind: 'over' });
    await runAll(id);
  });

  it('go on where a process died in the middle of a round, and cancel nothing twice', async () => {
    await hold(3);
    const id = await confirmed();
    const before = cancels();
    // It dies when two are settled and a third has been settled at CircleCI but is not noted with the stop.
    let left = 2;
    const dying: Context = {
      ...core.ctx,
      metrics: {
        ...core.ctx.metrics,
        actionSettled: () => {
          left -= 1;
          if (left < 0) throw new Error('died');
        },
      },
    };
    await expect(runStop(dying, { stopId: id })).rejects.toThrow('died');
    await runAll(id);
    expect(cancels() - before).toBe(3);
    const counts = await countsOf(core.ctx.db, id);
    expect(counts.canceled + counts.finished).toBe(3);
    expect(counts.failed + counts.found).toBe(0);
  });

  it('wait for what a process died at while it called CircleCI, and ask again once that is settled', async () => {
    await hold(1);
    const id = await confirmed();
    const [found] = (await loadStop(core.ctx.db, id))?.found.first ?? [];
    if (found === undefined) throw new Error('nothing was found');
    await syncPipeline(core.ctx, found.pipelineId, 'interactive');
    const wanted = {
      kind: 'cancel' as const,
      projectSlug: PROJECT,
      pipelineId: found.pipelineId,
      workflowId: found.id,
      jobId: null,
      detail: { stopId: id },
    };
    const left = await beginAction(core.ctx, ben, wanted, { as: 'shared', rule: null });
    if (left === null) throw new Error('somebody else was first');
    await noteCall(core.ctx.db, left, core.ctx.now());
    const before = cancels();
    await runStop(core.ctx, { stopId: id });
    await runStop(core.ctx, { stopId: id });
    expect(cancels()).toBe(before);
    expect(await loadStop(core.ctx.db, id)).toMatchObject({ state: 'running', remaining: 1 });
    // Whoever takes the action over reads CircleCI back and finds that the call never came.
    await settleAction(core.ctx, left, { state: 'unknown', error: 'unknown' });
    await runAll(id);
    expect(cancels() - before).toBe(1);
    expect((await countsOf(core.ctx.db, id)).canceled).toBe(1);
  });

  it('are carried out once by two replicas at the same time', async () => {
    await hold(4);
    const id = await confirmed();
    const before = cancels();
    await Promise.all([runStop(core.ctx, { stopId: id }), runStop(core.ctx, { stopId: id })]);
    await runAll(id);
    expect(cancels() - before).toBe(4);
    expect((await countsOf(core.ctx.db, id)).canceled).toBe(4);
  });

  it('say so when CircleCI refuses, and when it cannot be asked', async () => {
    await hold(1);
    const id = await confirmed();
    const refuse = { kind: 'status', status: 403, body: { message: 'Not you' } } as const;
    core.circleci.faults.next({
      match: { method: 'POST', path: /\/cancel$/ },
      times: Number.POSITIVE_INFINITY,
      behaviour: refuse,
    });
    await runAll(id);
    expect(await countsOf(core.ctx.db, id)).toMatchObject({ failed: 1, canceled: 0 });
    expect(await ended()).toMatchObject({ event: 'failed' });
    await showStop(core.ctx, { stopId: id });
    const shown = (await core.slack.client.as(BEN).messages('deploys')).at(-1);
    const text = shown === undefined ? '' : messageText(shown);
    expect(text).toContain('but 1 still run');
    expect(text).toContain('not canceled: 1');
    expect(text).toContain('does not let this token cancel it');
    core.circleci.faults.clear();
    const next = await confirmed();
    core.circleci.faults.next({
      match: { path: /\/project\/.*\/pipeline$/ },
      times: Number.POSITIVE_INFINITY,
      behaviour: { kind: 'status', status: 400, body: { message: 'not now' } },
    });
    await runStop(core.ctx, { stopId: next });
    expect(await loadStop(core.ctx.db, next)).toMatchObject({ state: 'running', trouble: 'not now' });
    core.circleci.faults.clear();
    await runAll(next);
    expect(await loadStop(core.ctx.db, next)).toMatchObject({ state: 'done', trouble: null, remaining: 0 });
  });

  it('end when nobody confirms them in time, and say so', async () => {
    await hold(1);
    const id = await ask();
    expect(await requestStop(core.ctx, ben, WHOLE, null)).toEqual({ kind: 'going-on' });
    const later = { ...core.ctx, now: () => new Date(Date.now() + 11 * 60_000) };
    expect(await confirmStop(later, ben, id)).toEqual({ kind: 'over' });
    await showStop(later, { stopId: id });
    expect(await loadStop(core.ctx.db, id)).toMatchObject({ state: 'off', calledOffBy: null });
    // One whose job was given up an hour ago does not stand in the way either.
    const old = {
      id: 'old',
      project: PROJECT,
      branch: null,
      channel_id: 'C0DEPLOYS1',
      team_id: 'T',
      user_id: 'U',
    };
    const times = { asked_at: new Date(0), expires_at: new Date(0), confirmed_at: new Date(0) };
    await core.ctx.db
      .insertInto('stops')
      .values({ ...old, ...times, state: 'running', reason: null, found: '{"count":0,"first":[]}' })
      .execute();
    const next = await ask(later);
    expect(await loadStop(core.ctx.db, 'old')).toMatchObject({ state: 'done' });
    expect(await callOff(core.ctx, ada, next)).toEqual({ kind: 'called-off' });
  });

  it('are asked for in a channel that the bot can write to, and nowhere else', async () => {
    await hold(1);
    const request = (channelId: string | null) => requestStop(core.ctx, { ...ada, channelId }, WHOLE, null);
    expect(await request(null)).toEqual({ kind: 'needs-channel' });
    expect(await request('D0ADA000001')).toEqual({ kind: 'needs-channel' });
    expect(await request('C0LOUNGE03')).toEqual({ kind: 'cannot-post' });
    // What nobody could see does not stand in the way.
    await callOff(core.ctx, ada, await ask());
  });

  it('leave an audit log that verifies, with an entry for each cancellation', async () => {
    expect(await verifyLog(core.ctx.db)).toMatchObject({ ok: true });
    const { rows } = await core.ctx.db
      .selectFrom('audit_log')
      .select('body')
      .execute()
      .then((found) => ({ rows: found.map(({ body }) => JSON.parse(body)) }));
    const stopped = rows.filter(({ action, detail }) => action === 'cancel' && 'stopId' in detail);
    expect(stopped.length).toBeGreaterThanOrEqual(10);
    for (const { detail } of stopped) expect(typeof detail.stopId).toBe('string');
  });
});
