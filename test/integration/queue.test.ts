import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/database.ts';
import { createQueue, type Queue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

const log = createLogger('silent');

describeWithDatabase('the job queue', (databases) => {
  const open: Queue[] = [];

  async function start(storage?: Storage) {
    const used = storage ?? (await databases.storage());
    const queue = createQueue(used, log);
    open.push(queue);
    await queue.start();
    return { storage: used, db: used.db, queue };
  }

  afterEach(async () => {
    for (const queue of open.splice(0)) await queue.stop(100);
  });

  const card = (pipelineId: string) => ({ pipelineId, channelId: 'C1' });

  it('runs a job soon after it was added, with its data', async () => {
    const { db, queue } = await start();
    const ran: { id: string; at: number }[] = [];
    await queue.work('deliver-card', { concurrency: 1 }, async ({ pipelineId }) => {
      ran.push({ id: pipelineId, at: performance.now() });
    });
    await queue.drain();
    const began = performance.now();
    await queue.add(db, 'deliver-card', card('p1'));
    await waitFor(() => ran.length === 1);
    expect(ran[0]?.id).toBe('p1');
    // Far below the watch for due jobs, every 2 s, which would mean that nobody announced it.
    expect((ran[0]?.at ?? 0) - began).toBeLessThan(1_000);
  });

  it('runs many jobs one after the other without waiting for the next look at the queue', async () => {
    const { db, queue } = await start();
    let ran = 0;
    await db.transaction().execute(async (tx) => {
      for (let i = 0; i < 25; i++) await queue.add(tx, 'deliver-card', card(`p${i}`));
    });
    const began = performance.now();
    await queue.work('deliver-card', { concurrency: 2 }, async () => {
      ran++;
    });
    await queue.drain();
    expect(ran).toBe(25);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('adds the job only if the transaction commits', async () => {
    const { db, queue } = await start();
    const rolledBack = db.transaction().execute(async (tx) => {
      await queue.add(tx, 'sync-pipeline', { pipelineId: 'p', attempt: 0, reason: 'test' }, { key: 'p' });
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect((await queue.counts())['sync-pipeline'].waiting).toBe(0);
    await db
      .transaction()
      .execute((tx) =>
        queue.add(tx, 'sync-pipeline', { pipelineId: 'p', attempt: 0, reason: 'test' }, { key: 'p' }),
      );
    expect((await queue.counts())['sync-pipeline'].waiting).toBe(1);
  });

  it('lets one job of a key wait, also when one transaction adds it twice', async () => {
    const { db, queue } = await start();
    await db.transaction().execute(async (tx) => {
      await queue.add(tx, 'deliver-card', card('p1'), { key: 'p1' });
      await queue.add(tx, 'deliver-card', card('p1'), { key: 'p1' });
      // The transaction is still usable after the second one was left out.
      await queue.add(tx, 'deliver-card', card('p2'), { key: 'p2' });
    });
    await queue.add(db, 'deliver-card', card('p1'), { key: 'p1' });
    expect((await queue.counts())['deliver-card'].waiting).toBe(2);
  });

  it('makes one job of a key when twenty are added at the same time', async () => {
    const { db, queue } = await start();
    await Promise.all(
      Array.from({ length: 20 }, () => queue.add(db, 'deliver-card', card('p'), { key: 'p' })),
    );
    expect((await queue.counts())['deliver-card'].waiting).toBe(1);
  });

  it('runs once more, not at the same time, when added while the same key runs', async () => {
    const { db, queue } = await start();
    const gate = Promise.withResolvers<void>();
    let running = 0;
    let most = 0;
    let runs = 0;
    await queue.work('deliver-card', { concurrency: 3 }, async () => {
      runs++;
      most = Math.max(most, ++running);
      if (runs === 1) await gate.promise;
      running--;
    });
    await queue.add(db, 'deliver-card', card('p'), { key: 'p' });
    await waitFor(() => runs === 1);
    await queue.add(db, 'deliver-card', card('p'), { key: 'p' });
    await queue.add(db, 'deliver-card', card('p'), { key: 'p' });
    await queue.add(db, 'deliver-card', card('other'), { key: 'other' });
    await waitFor(() => runs === 2);
    // The other key has come and gone; of this one, one runs and one waits.
    await waitFor(async () => (await queue.counts())['deliver-card'].active === 1);
    expect((await queue.counts())['deliver-card']).toMatchObject({ waiting: 1, active: 1 });
    gate.resolve();
    await queue.drain();
    expect({ runs, most }).toEqual({ runs: 3, most: 2 });
  });

  it('pulls a deferred job forward, with the data of whoever wants it sooner, and never postpones it', async () => {
    const { db, queue } = await start();
    const add = (reason: string, afterSeconds?: number) =>
      queue.add(db, 'sync-pipeline', { pipelineId: 'p', attempt: 0, reason }, { key: 'p', afterSeconds });
    await add('later', 60);
    expect((await queue.counts())['sync-pipeline']).toMatchObject({ waiting: 0, deferred: 1 });
    await add('much later', 600);
    await add('now');
    await add('later again', 60);
    const reasons: string[] = [];
    await queue.work('sync-pipeline', { concurrency: 1 }, async ({ reason }) => {
      reasons.push(reason);
    });
    await queue.drain();
    expect(reasons).toEqual(['now']);
    expect((await queue.counts())['sync-pipeline']).toMatchObject({ waiting: 0, deferred: 0 });
  });

  it('runs a deferred job when it is due, not at the next look at the queue', async () => {
    const { db, queue } = await start();
    let ranAt = 0;
    await queue.work('deliver-card', { concurrency: 1 }, async () => {
      ranAt = performance.now();
    });
    const began = performance.now();
    await queue.add(db, 'deliver-card', card('p'), { key: 'p', afterSeconds: 0.2 });
    await waitFor(() => ranAt > 0);
    expect(ranAt - began).toBeGreaterThanOrEqual(190);
    expect(ranAt - began).toBeLessThan(1_500);
  });

  it('tries a failed job again, and an add during its delay does not shorten it', async () => {
    const { db, queue } = await start();
    let runs = 0;
    await queue.work('deliver-card', { concurrency: 1 }, async () => {
      runs++;
      if (runs === 1) throw new Error('Slack is away');
    });
    await queue.add(db, 'deliver-card', card('p'), { key: 'p' });
    await waitFor(async () => (await queue.counts())['deliver-card'].deferred === 1);
    await queue.add(db, 'deliver-card', card('p'), { key: 'p' });
    expect((await queue.counts())['deliver-card']).toMatchObject({ waiting: 0, deferred: 1 });
    expect(runs).toBe(1);
    await waitFor(() => runs === 2, 8_000);
    await queue.drain();
    expect((await queue.counts())['deliver-card']).toEqual({ waiting: 0, deferred: 0, active: 0, dead: 0 });
  });

  it('keeps a job that was given up as a dead letter', async () => {
    const { db, queue } = await start();
    await queue.work('tidy', { concurrency: 1 }, async () => {
      throw new Error('never works xoxb-123456-secret');
    });
    await queue.add(db, 'tidy', {}, { key: 'tidy' });
    for (let attempt = 1; attempt <= 6; attempt++) {
      await waitFor(async () => {
        const { deferred, dead } = (await queue.counts()).tidy;
        return deferred + dead > 0;
      });
      // Its delays are minutes; the test moves the clock of the stored job instead of waiting.
      await sql`update pgboss.job set start_after = now() where name = 'tidy' and state = 'retry'`.execute(
        db,
      );
      await queue.add(db, 'tidy', {}, { key: 'tidy' });
      await queue.drain();
    }
    expect((await queue.counts()).tidy.dead).toBeGreaterThanOrEqual(1);
    const { rows } = await sql<{ text: string }>`
      select source_output::text as text from pgboss.job where name = 'dead-letters'`.execute(db);
    expect(rows[0]?.text).toContain('never works');
    expect(rows[0]?.text).not.toContain('123456');
  });

  it('gives running jobs back when it stops, and tells them so', async () => {
    const { storage, db, queue } = await start();
    let aborted = false;
    let started = false;
    await queue.work('deliver-card', { concurrency: 1 }, async (_data, signal) => {
      started = true;
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          resolve();
        });
      });
    });
    await queue.add(db, 'deliver-card', card('p'), { key: 'p' });
    await waitFor(() => started);
    const began = performance.now();
    await queue.stop(150);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(aborted).toBe(true);
    const again = await start(storage);
    const { waiting, deferred } = (await again.queue.counts())['deliver-card'];
    expect(waiting + deferred).toBe(1);
  });

  it('lets a running job finish when it stops', async () => {
    const { db, queue } = await start();
    let finished = false;
    let started = false;
    await queue.work('deliver-card', { concurrency: 1 }, async () => {
      started = true;
      await sleep(5);
      finished = true;
    });
    await queue.add(db, 'deliver-card', card('p'));
    await waitFor(() => started);
    await queue.stop(5_000);
    expect(finished).toBe(true);
    expect((await queue.counts())['deliver-card']).toEqual({ waiting: 0, deferred: 0, active: 0, dead: 0 });
  });

  it('does not let a worker run a waiting job before the transaction that relied on it commits', async () => {
    const { db, queue } = await start();
    await queue.add(db, 'apply-events', {}, { key: 'all' });
    const inTransaction = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    let visible: number | undefined;
    const transaction = db.transaction().execute(async (tx) => {
      await tx
        .insertInto('inbox')
        .values({ webhook_id: 'w', event_id: 'e', type: 'x', payload: '{}' })
        .execute();
      await queue.add(tx, 'apply-events', {}, { key: 'all' });
      inTransaction.resolve();
      await commit.promise;
    });
    await inTransaction.promise;
    await queue.work('apply-events', { concurrency: 2 }, async () => {
      visible = (await db.selectFrom('inbox').selectAll().execute()).length;
    });
    await sleep(20);
    expect(visible).toBeUndefined();
    const began = performance.now();
    commit.resolve();
    await transaction;
    await waitFor(() => visible !== undefined, 4_000);
    expect(visible).toBe(1);
    // Announced with the commit: the watch for due jobs would take up to 2 s.
    expect(performance.now() - began).toBeLessThan(1_200);
  });

  it('may be started by several replicas at once on an empty database', async () => {
    const storage = await databases.storage();
    await sql`drop schema pgboss cascade`.execute(storage.db);
    const replicas = 3;
    const queues = Array.from({ length: replicas }, () => createQueue(storage, log));
    open.push(...queues);
    await Promise.all(queues.map((queue) => queue.start()));
    await queues[0]?.add(storage.db, 'tidy', {}, { key: 'tidy' });
    expect((await queues[0]?.counts())?.tidy.waiting).toBe(1);
  });
});
