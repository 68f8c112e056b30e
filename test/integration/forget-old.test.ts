import { sql } from 'kysely';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Context } from '../../src/context.ts';
import { FINISHED_STATUSES } from '../../src/domain/status.ts';
import { forgetOldJob } from '../../src/jobs/forget-old.ts';
import { forgetPipelines } from '../../src/pipelines/forget.ts';
import { loadSnapshot } from '../../src/pipelines/snapshot.ts';
import { mergeIntoStore } from '../../src/pipelines/store.ts';
import { saveProject } from '../../src/projects/save.ts';
import type { Tables } from '../../src/storage/schema.ts';
import { endingOf } from '../../src/subscriptions/facts.ts';
import { surroundingsOf } from '../../src/subscriptions/surroundings.ts';
import { describeWithDatabase } from '../support/database.ts';
import { aJob, aPipeline, aWorkflow } from '../support/records.ts';
import { type Core, openCore } from './support/core.ts';

const NOW = new Date('2026-11-21T12:00:00.000Z');
const SLUG = 'gh/acme/web-shop';
const DAYS = 90;

describeWithDatabase('what is older than it is kept for', (databases) => {
  let core: Core;
  let ctx: Context;
  const cores: Core[] = [];
  beforeEach(async () => {
    core = await openCore(databases);
    cores.push(core);
    ctx = { ...core.ctx, now: () => NOW };
    await saveProject(ctx, ctx.db, { slug: SLUG, id: null, name: null });
  });
  afterAll(async () => {
    for (const one of cores) await one.close();
  });

  const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();
  /** A pipeline so many days old with one workflow of one job. */
  const store = async (
    id: string,
    days: number,
    {
      status = 'success',
      branch = 'main',
      name = 'build',
    }: { status?: string; branch?: string | null; name?: string } = {},
  ) => {
    const at = ago(days);
    const ended = FINISHED_STATUSES.includes(status);
    const job = aJob({ id: `job-${id}`, status: ended ? 'success' : 'on_hold' });
    const workflow = aWorkflow({
      id: `w-${id}`,
      name,
      status,
      createdAt: at,
      stoppedAt: ended ? at : null,
      jobs: [job],
    });
    await ctx.db
      .transaction()
      .execute((tx) =>
        mergeIntoStore(tx, { pipeline: aPipeline({ id, branch, createdAt: at }), workflows: [workflow] }),
      );
  };
  const left = async () => {
    const rows = await ctx.db.selectFrom('pipelines').select('id').orderBy('id').execute();
    return rows.map(({ id }) => id);
  };
  const count = async (table: keyof Tables) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
      ctx.db,
    );
    return rows[0]?.n;
  };
  const forget = async () => {
    let forgotten = 0;
    let cursor: Parameters<typeof forgetPipelines>[2] = null;
    do {
      const round = await forgetPipelines(ctx, DAYS, cursor);
      forgotten += round.forgotten;
      cursor = round.cursor;
    } while (cursor !== null);
    return forgotten;
  };

  it('goes with its jobs, cards and explanations', async () => {
    await store('old', 91, { branch: null, status: 'failed' });
    await store('young', 89, { branch: null });
    for (const id of ['old', 'young']) {
      await ctx.db.insertInto('cards').values({ pipeline_id: id, channel_id: 'C1' }).execute();
      const failure = {
        workflow_id: `w-${id}`,
        pipeline_id: id,
        job_ids: '[]',
        report: null,
        wanted_at: NOW,
      };
      await ctx.db.insertInto('failures').values(failure).execute();
      const reply = { workflow_id: `w-${id}`, channel_id: 'C1', created_at: NOW };
      await ctx.db.insertInto('failure_replies').values(reply).execute();
    }
    expect(await forget()).toBe(1);
    expect(await left()).toEqual(['young']);
    for (const table of ['workflows', 'jobs', 'cards', 'failures', 'failure_replies'] as const) {
      expect(await count(table), table).toBe(1);
    }
    expect(await forget()).toBe(0);
  });

  it('stays while it waits, goes on, or somebody acts on it', async () => {
    const open = ['on_hold', 'running', 'failing', 'queued', 'a-word-of-tomorrow'];
    for (const status of open) await store(status, 400, { status, branch: null });
    await store('acted-on', 400, { branch: null });
    const action = {
      team_id: 'T1',
      slack_user_id: 'U1',
      project_slug: SLUG,
      detail: '{}',
      requested_at: ago(399),
    };
    const id = '00000000-0000-4000-8000-000000000001';
    await ctx.db
      .insertInto('actions')
      .values({ id, kind: 'cancel', state: 'pending', pipeline_id: 'acted-on', ...action })
      .execute();
    expect(await forget()).toBe(0);
    await ctx.db.updateTable('actions').set({ state: 'failed' }).execute();
    expect(await forget()).toBe(1);
    expect(await left()).toEqual(open.toSorted());
  });

  it.each(FINISHED_STATUSES)(
    'stays when it is the last of its branch that ended as %s, if that is an ending',
    async (status) => {
      await store('last', 200, { status });
      await store('since', 199, { status: 'canceled' });
      await store('elsewhere', 10, { branch: 'dev' });
      await store('other-workflow', 10, { name: 'deploy' });
      await forget();
      expect((await left()).includes('last')).toBe(endingOf(status) !== null);
      await store('next', 1, { status: 'failed' });
      await forget();
      expect(await left()).toEqual(['elsewhere', 'next', 'other-workflow']);
    },
  );

  it('goes in the end, when nothing has ended on its branch for a year', async () => {
    await store('last', 364);
    await store('forgotten-branch', 366, { branch: 'try' });
    await forget();
    expect(await left()).toEqual(['last']);
  });

  it('changes nothing of what is fixed or broken, over several batches', async () => {
    const statuses = ['success', 'failed', 'canceled', 'timedout', 'not_run'];
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let day = 0; day < 240; day++) {
      const branch = `b${day % 6}`;
      await store(`p${day}`, 330 - day, { branch, status: statuses[next(5)] ?? '', name: `w${next(3)}` });
    }
    for (let branch = 0; branch < 6; branch++) await store(`new${branch}`, 0, { branch: `b${branch}` });
    const looking = async () => {
      const seen = [];
      for (let branch = 0; branch < 6; branch++) {
        const snapshot = await loadSnapshot(ctx, ctx.db, `new${branch}`);
        if (snapshot !== null) seen.push([...(await surroundingsOf(ctx.db, snapshot)).before].toSorted());
      }
      return seen;
    };
    const before = await looking();
    expect(await forget()).toBeGreaterThan(150);
    expect(before.flat().length).toBeGreaterThan(10);
    expect(await looking()).toEqual(before);
  });

  it('is deleted by a job that comes again, with old deliveries, actions and notes on logs', async () => {
    await store('old', 200, { branch: null });
    await sql`
      insert into inbox (webhook_id, event_id, type, payload, processed_at)
      select 'w', n::text, 'job-completed', '{}', ${ago(31)}::timestamptz + n * interval '1 minute'
        from generate_series(1, 2500) n
    `.execute(ctx.db);
    await sql`insert into inbox (webhook_id, event_id, type, payload) values ('w', 'waits', 'job-completed', '{}')`.execute(
      ctx.db,
    );
    const log = { workflow_id: 'w', job_id: 'j', channel_id: 'C1' };
    await ctx.db
      .insertInto('failure_logs')
      .values({ ...log, taken_until: ago(91) })
      .execute();
    await ctx.db
      .insertInto('failure_logs')
      .values({ ...log, job_id: 'k', taken_until: ago(1) })
      .execute();
    const action = {
      kind: 'run',
      team_id: 'T1',
      slack_user_id: 'U1',
      project_slug: SLUG,
      detail: '{}',
    } as const;
    const old = { ...action, requested_at: ago(91) };
    const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    await ctx.db
      .insertInto('actions')
      .values({ ...old, id: id(1), state: 'confirmed', pipeline_id: 'old' })
      .execute();
    await ctx.db
      .insertInto('actions')
      .values({ ...old, id: id(2), state: 'pending' })
      .execute();
    await ctx.db
      .insertInto('actions')
      .values({ ...action, id: id(3), state: 'failed', requested_at: ago(1) })
      .execute();
    // The first round forgets the pipeline, the next one what was kept for its sake.
    await forgetOldJob.run(ctx, { cursor: null });
    await forgetOldJob.run(ctx, { cursor: null });
    expect(await left()).toEqual([]);
    expect(await count('failure_logs')).toBe(1);
    expect(
      (await ctx.db.selectFrom('actions').select('id').orderBy('id').execute()).map((row) => row.id),
    ).toEqual([id(2), id(3)]);
    // A minute each: those of the first day are older than thirty.
    expect(await count('inbox')).toBe(2_500 - 1_439 + 1);
    expect(await core.waiting('forget-old')).toMatchObject([{ data: { cursor: null } }]);
  });

  it('takes with it whatever a table keeps of it', async () => {
    const { rows } = await sql<{ name: string; action: string }>`
      select conname as name, confdeltype::text as action from pg_constraint
       where contype = 'f' and confrelid::regclass::text in ('pipelines', 'workflows', 'cards', 'failures')
    `.execute(ctx.db);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ action }) => action !== 'c' && action !== 'n')).toEqual([]);
  });
});
