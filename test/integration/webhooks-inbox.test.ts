import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Storage } from '../../src/storage/database.ts';
import { createQueue, type Queue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { createInbox, InboxError } from '../../src/webhooks/inbox.ts';
import { describeWithDatabase } from '../support/database.ts';

const log = createLogger('silent');

describeWithDatabase('the inbox', (databases) => {
  let storage: Storage;
  let queue: Queue;

  beforeAll(async () => {
    storage = await databases.storage();
    queue = createQueue(storage, log);
    await queue.start();
  });
  afterAll(() => queue.stop(100));

  const inbox = () => createInbox({ db: storage.db, queue, log, metrics: createMetrics() });
  const delivery = (eventId: string, text = '{}') => ({
    webhookId: 'w',
    pipelineId: null,
    eventId,
    type: 'job-completed',
    text,
  });
  const codeOf = (error: unknown) => (error instanceof InboxError ? error.code : error);
  const ids = async (like: string) => {
    const rows = await storage.db
      .selectFrom('inbox')
      .select('event_id')
      .where('event_id', 'like', like)
      .execute();
    return rows.map((row) => row.event_id).sort();
  };

  it('leaves none waiting, whatever moment they come at', async () => {
    const { store, close } = inbox();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const kept: Promise<unknown>[] = [];
    // Two groups at once, and then one that comes in each of the steps in which those are done.
    for (let step = 0; step < 48; step++) {
      const groups = [0, 1].map(async (group) => {
        if (group === 1) await turn();
        return Promise.all(
          Array.from({ length: 9 }, (_, i) => store(delivery(`moment-${step}-${group}-${i}`))),
        );
      });
      await groups[step % 2];
      for (let turns = 0; turns < step % 4; turns++) await turn();
      for (let ticks = 0; ticks < step / 4; ticks++) await null;
      kept.push(store(delivery(`moment-${step}-last`)), ...groups);
    }
    await Promise.all(kept);
    expect(await ids('moment-%')).toHaveLength(48 * 19);
    await close(10_000);
  });

  it('does not let one delivery that cannot be stored keep out its neighbours', async () => {
    const { store } = inbox();
    const answers = await Promise.all([
      store(delivery('a-1')),
      store(delivery('a-2', 'this is no JSON')).catch(codeOf),
      store(delivery('a-3')),
    ]);
    expect(answers).toEqual(['stored', 'unstorable', 'stored']);
    expect(await ids('a-%')).toEqual(['a-1', 'a-3']);
  });

  it('tells the first of two alike from the second, in one group and in two', async () => {
    const { store } = inbox();
    const answers = await Promise.all([store(delivery('b')), store(delivery('b')), store(delivery('b-2'))]);
    expect(answers).toEqual(['stored', 'duplicate', 'stored']);
    expect(await store(delivery('b'))).toBe('duplicate');
  });

  it('says of a group with new and known ones which are which, of each webhook by itself', async () => {
    const { store } = inbox();
    const other = (eventId: string) => store({ ...delivery(eventId), webhookId: 'another' });
    await Promise.all([store(delivery('b-3')), store(delivery('b-1'))]);
    const answers = [store(delivery('b-5')), store(delivery('b-3')), other('b-3'), store(delivery('b-4'))];
    expect(await Promise.all([...answers, store(delivery('b-1')), other('b-3')])).toEqual([
      'stored',
      'duplicate',
      'stored',
      'stored',
      'duplicate',
      'duplicate',
    ]);
    const again = await Promise.all([store(delivery('b-5')), other('b-3')]);
    expect(again).toEqual(['duplicate', 'duplicate']);
  });

  it('refuses more than it can hold, and stores all that it took', async () => {
    const { store } = inbox();
    const asked = Array.from({ length: 2_500 }, (_, i) => store(delivery(`c-${i}`)).catch(codeOf));
    const answers = await Promise.all(asked);
    const taken = answers.filter((answer) => answer === 'stored');
    expect(answers.filter((answer) => answer === 'full')).toHaveLength(2_500 - taken.length);
    // One is under way at once; the others wait for it.
    expect(taken.length).toBe(2_001);
    expect(await ids('c-%')).toHaveLength(2_001);
    // And goes on afterwards.
    expect(await store(delivery('c-later'))).toBe('stored');
  });

  it('counts bytes as well', async () => {
    const { store } = inbox();
    const large = JSON.stringify('x'.repeat(1024 * 1024 - 2));
    const answers = await Promise.all(
      Array.from({ length: 66 }, (_, i) => store(delivery(`d-${i}`, large)).catch(codeOf)),
    );
    expect(answers.filter((answer) => answer === 'full')).toHaveLength(1);
  });

  it('finishes what waits when it is closed, and takes no more', async () => {
    const { store, close } = inbox();
    const asked = ['e-1', 'e-2', 'e-3'].map((id) => store(delivery(id)));
    await close(10_000);
    expect(await Promise.all(asked)).toEqual(['stored', 'stored', 'stored']);
    expect(await store(delivery('e-4')).catch(codeOf)).toBe('closed');
  });
});
