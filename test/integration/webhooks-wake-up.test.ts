import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/database.ts';
import { createQueue, type Queue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { createInbox } from '../../src/webhooks/inbox.ts';
import { describeWithDatabase } from '../support/database.ts';

const log = createLogger('silent');

describeWithDatabase('what wakes up the job that applies deliveries', (databases) => {
  let storage: Storage;
  let queue: Queue;

  beforeAll(async () => {
    storage = await databases.storage();
    queue = createQueue(storage, log);
    await queue.start();
  });
  afterAll(() => queue.stop(1_000));

  /** Reads the inbox once, as a run that got all there was would, and looks at nothing that comes later. */
  const takeAll = () =>
    storage.db
      .updateTable('inbox')
      .set({ processed_at: new Date() })
      .where('processed_at', 'is', null)
      .execute();
  const left = async () => {
    const rows = await storage.db
      .selectFrom('inbox')
      .select('event_id')
      .where('processed_at', 'is', null)
      .execute();
    return rows.length;
  };

  it('is lost for no delivery, however runs and inserts fall together', async () => {
    let runs = 0;
    await queue.work('apply-events', { concurrency: 1 }, async () => {
      runs++;
      await takeAll();
    });
    const inbox = createInbox({ db: storage.db, queue, log, metrics: createMetrics() });
    const store = (id: string) =>
      inbox.store({ webhookId: 'w', eventId: id, type: 'job-completed', pipelineId: null, text: '{}' });

    for (let round = 0; round < 40; round++) {
      // Moments that differ, so that inserts meet every step of a run.
      await pause(round % 7);
      await Promise.all(Array.from({ length: (round % 5) + 1 }, (_, i) => store(`${round}-${i}`)));
    }
    // Nothing more is sent: what the last of them left must be seen to all the same.
    await expect.poll(left, { timeout: 5_000 }).toBe(0);
    await queue.drain();
    expect(runs).toBeGreaterThan(0);
  });
});
