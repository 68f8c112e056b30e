import { afterEach, beforeEach, expect, it } from 'vitest';
import { repairedSince } from '../../src/runs/lateness.ts';
import { latestOfProject } from '../../src/runs/lookup.ts';
import { pollProject } from '../../src/runs/poll.ts';
import { keepLooking } from '../../src/runs/poll-store.ts';
import { resolveProject } from '../../src/runs/projects.ts';
import { subscribe } from '../../src/subscriptions/subscriptions.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

const EVERYTHING = {
  project: PROJECT,
  branches: [],
  tags: [],
  workflows: [],
  jobs: [],
  authors: [],
  bots: true,
  outcomes: ['all'] as const,
};
const RELEASES = 'C0RELEASES';
const MINUTE = 60_000;

describeWithDatabase('what no webhook told', (databases) => {
  let core: Core;
  let began: Date;
  beforeEach(async () => {
    began = new Date();
    core = await openCore(databases);
    // As a command does before it subscribes.
    await resolveProject(core.ctx, PROJECT, null);
    await subscribe(core.ctx, core.actor, DEPLOYS, EVERYTHING);
  });
  afterEach(() => core.close());

  const poll = () => pollProject(core.ctx, { projectSlug: PROJECT });
  const cards = async (channel = DEPLOYS) => {
    const rows = await core.ctx.db
      .selectFrom('cards')
      .innerJoin('pipelines', 'pipelines.id', 'cards.pipeline_id')
      .select(['pipelines.id', 'late_seconds'])
      .where('channel_id', '=', channel)
      .orderBy('pipelines.created_at')
      .execute();
    return rows;
  };
  const remembered = () =>
    core.ctx.db.selectFrom('polls').selectAll().where('project_slug', '=', PROJECT).executeTakeFirst();
  const nextLook = async () => (await core.waiting('poll-project'))[0]?.seconds ?? Number.NaN;
  /** How many calls CircleCI got meanwhile. */
  const callsDuring = async (work: () => Promise<void>) => {
    const before = core.circleci.log.length;
    await work();
    return core.circleci.log.length - before;
  };
  const repairedMetric = async () =>
    /^chatops_pipelines_repaired_total (\d+)$/m.exec(await core.ctx.metrics.render())?.[1];

  it('is caught up with after hours, over several pages, and marked late', async () => {
    await poll();
    const ids = Array.from({ length: 45 }, () => core.push('failure'));
    await core.circleci.control.settle();
    core.circleci.control.letTimePass(130 * MINUTE);
    await poll();
    const shown = await cards();
    expect(shown.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    for (const { late_seconds: late } of shown) expect(Math.abs((late ?? 0) - 130 * 60)).toBeLessThan(60);
    expect(await repairedSince(core.ctx, began)).toBe(45);
    expect(await repairedSince(core.ctx, new Date(Date.now() + MINUTE))).toBe(0);
    expect(await repairedMetric()).toBe('45');
    const owed = await core.ctx.db.selectFrom('outgoing').select('repaired').execute();
    expect(owed).toEqual(ids.map(() => ({ repaired: true })));
  });

  it('is not marked when it is found in the ordinary time', async () => {
    core.push('success');
    await core.circleci.control.settle();
    core.circleci.control.letTimePass(2 * MINUTE);
    await poll();
    expect(await cards()).toMatchObject([{ late_seconds: null }]);
    expect(await repairedMetric()).toBe('0');
  });

  it('is the end of a pipeline that was heard of', async () => {
    core.push('success');
    await core.circleci.control.step();
    await poll();
    await core.circleci.control.settle();
    core.circleci.control.letTimePass(20 * MINUTE);
    await poll();
    const [{ late_seconds: late } = { late_seconds: null }] = await cards();
    expect(Math.abs((late ?? 0) - 20 * 60)).toBeLessThan(60);
  });

  it.each([300, -300])('is not late because the clock here is %d minutes ahead', async (minutes) => {
    core.push('success');
    await core.circleci.control.step();
    await poll();
    await core.circleci.control.settle();
    core.clock.aheadMs = minutes * MINUTE;
    await poll();
    expect(await cards()).toMatchObject([{ late_seconds: null }]);
    const stopped = await core.ctx.db.selectFrom('workflows').select('status').execute();
    expect(stopped).toEqual([{ status: 'success' }]);
  });

  it('costs one call where nothing happened', async () => {
    core.push('success');
    await core.circleci.control.settle();
    await poll();
    expect(await callsDuring(poll)).toBe(1);
    expect(await callsDuring(poll)).toBe(1);
  });

  it('is a rerun, of which CircleCI’s list of pipelines says nothing', async () => {
    const id = core.push('failure');
    await core.circleci.control.settle();
    await poll();
    const [failed] = (await core.ctx.circleci.pipelines.listWorkflows({ path: { 'pipeline-id': id } })).items;
    await core.ctx.circleci.workflows.rerun({ path: { id: failed?.id ?? '' }, body: { from_failed: true } });
    await core.circleci.control.settle();
    const attempts = async () =>
      (await core.ctx.db.selectFrom('workflows').select('id').where('pipeline_id', '=', id).execute()).length;
    await poll();
    expect(await attempts()).toBe(1);
    core.clock.aheadMs = 6 * MINUTE;
    await poll();
    expect(await attempts()).toBe(2);
    // And then not again until it is twice as old.
    core.clock.aheadMs = 8 * MINUTE;
    expect(await callsDuring(poll)).toBe(1);
  });

  it('leaves the past alone: from before anyone subscribed, and for who subscribed since', async () => {
    await core.ctx.db.deleteFrom('subscriptions').execute();
    core.push('success');
    await core.circleci.control.settle();
    await core.forgetWaiting();
    const later = { created_at: new Date(Date.now() + 2 * MINUTE) };
    await subscribe(core.ctx, core.actor, DEPLOYS, EVERYTHING);
    await core.ctx.db.updateTable('subscriptions').set(later).execute();
    await poll();
    expect(await cards()).toEqual([]);
    // Asked for by hand it is shown to who asks, and to nobody else.
    expect(await latestOfProject(core.ctx, PROJECT, null, 1)).toHaveLength(1);
    expect(await cards()).toEqual([]);
    // Somebody else has been subscribed all along, and is told.
    await subscribe(core.ctx, core.actor, RELEASES, EVERYTHING);
    core.push('success');
    await core.circleci.control.settle();
    await poll();
    expect(await cards()).toEqual([]);
    expect(await cards(RELEASES)).toHaveLength(1);
  });

  it('is not told any more when it ended more than a day ago', async () => {
    core.push('success');
    await core.circleci.control.settle();
    core.clock.aheadMs = 25 * 60 * MINUTE;
    core.circleci.control.letTimePass(25 * 60 * MINUTE);
    await core.ctx.circleci.users.me();
    expect(await callsDuring(poll)).toBe(1);
    expect(await cards()).toEqual([]);
  });

  it('is left alone in a project that a glob has met only now, but for its last hour', async () => {
    await core.ctx.db
      .updateTable('subscriptions')
      .set({ created_at: new Date(Date.now() - 48 * 60 * MINUTE) })
      .execute();
    core.push('success');
    await core.circleci.control.settle();
    core.circleci.control.letTimePass(90 * MINUTE);
    await core.ctx.circleci.users.me();
    await poll();
    expect(await cards()).toEqual([]);
  });

  it('goes on where it was broken off', async () => {
    await poll();
    const ids = Array.from({ length: 6 }, () => core.push('success'));
    await core.circleci.control.settle();
    const down = {
      match: { path: new RegExp(`${ids[3]}/workflow`) },
      times: Number.POSITIVE_INFINITY,
    } as const;
    core.circleci.faults.next({ ...down, behaviour: { kind: 'status', status: 500 } });
    await core.forgetWaiting();
    await poll();
    expect((await cards()).map(({ id }) => id).toSorted()).toEqual(ids.slice(0, 3).toSorted());
    expect(await nextLook()).toBeLessThan(10);
    core.circleci.faults.clear();
    await poll();
    expect((await cards()).map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  }, 60_000);

  it('does not stop at one that CircleCI cannot answer for', async () => {
    const [first = '', second = ''] = [core.push('success'), core.push('success')];
    await core.circleci.control.settle();
    const gone = {
      match: { path: new RegExp(`${first}/workflow`) },
      times: Number.POSITIVE_INFINITY,
    } as const;
    core.circleci.faults.next({ ...gone, behaviour: { kind: 'status', status: 404 } });
    await poll();
    expect((await cards()).map(({ id }) => id)).toEqual([second]);
    expect((await remembered())?.seen_to).not.toBeNull();
  });

  it('asks ever more rarely for one that CircleCI has lost', async () => {
    const id = core.push('success');
    await core.circleci.control.settle();
    await poll();
    const gone = {
      match: { path: new RegExp(`/pipeline/${id}$`) },
      times: Number.POSITIVE_INFINITY,
    } as const;
    core.circleci.faults.next({ ...gone, behaviour: { kind: 'status', status: 404 } });
    core.clock.aheadMs = 6 * MINUTE;
    expect(await callsDuring(poll)).toBe(2);
    expect(await callsDuring(poll)).toBe(1);
  });

  it('waits while the rate limit is nearly used up, and people do not', async () => {
    core.push('success');
    await core.circleci.control.settle();
    core.circleci.control.setRateLimit({ limit: 5, windowSeconds: 600 });
    for (let i = 0; i < 4; i++) await core.ctx.circleci.users.me();
    await core.forgetWaiting();
    expect(await callsDuring(poll)).toBe(0);
    // No pause counts for more than five minutes, then it is tried once.
    expect(await nextLook()).toBeGreaterThan(250);
    expect(await callsDuring(async () => void (await core.ctx.circleci.users.me()))).toBe(1);
    expect((await remembered())?.seen_to ?? null).toBeNull();
  });

  it('is looked for again when the chain of appointments has come apart', async () => {
    await poll();
    await core.forgetWaiting();
    expect(await keepLooking(core.ctx)).toBe(0);
    core.clock.aheadMs = 15 * MINUTE;
    expect(await keepLooking(core.ctx)).toBe(1);
    expect(await core.waiting('poll-project')).toHaveLength(1);
  });
});
