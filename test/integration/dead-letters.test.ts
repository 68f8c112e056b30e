import { expect, it } from 'vitest';
import { deadLettersCommand } from '../../src/cli/dead-letters.ts';
import { deliveryHealth } from '../../src/sending/health.ts';
import { openStorage } from '../../src/storage/database.ts';
import { GiveUp } from '../../src/storage/give-up.ts';
import { createQueue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

const CARD = { pipelineId: 'a-pipeline', channelId: 'C0DEAD' };

describeWithDatabase('circleci-chatops dead-letters', (databases) => {
  it('lists what was given up and has it done again, once', async () => {
    const database = await databases.database();
    const say = async (...words: string[]) => {
      const said: string[] = [];
      const print = async (text: string) => void said.push(text);
      expect(await deadLettersCommand(words, { database: () => database, print })).toBe(0);
      return said.join('').trimEnd().split('\n');
    };
    expect(await say('list')).toEqual(['No dead letters.']);
    const storage = await openStorage(database);
    const queue = createQueue(storage, createLogger('silent'));
    await queue.start();
    await queue.work('deliver-card', { concurrency: 1 }, async () => {
      throw new GiveUp(new Error('Slack said\nno'));
    });
    await queue.add(storage.db, 'deliver-card', CARD, { key: 'a-pipeline:C0DEAD' });
    await waitFor(async () => (await queue.deadLetters()).length === 1, 10_000);
    await queue.stop(1_000);
    await storage.close();

    const [line = '', count] = await say('list');
    expect(line).toMatch(/^[0-9a-f-]{36} {2}\S+ {2}deliver-card {2}a-pipeline:C0DEAD {2}Slack said no$/);
    expect(count).toBe('1 dead letters.');
    expect(await say('resend', '--id', line.slice(0, 36))).toEqual([
      '1 dead letters are on their way again.',
    ]);
    expect(await say('resend', '--all')).toEqual(['There was nothing to send again.']);

    const again = await openStorage(database);
    const ran: unknown[] = [];
    const next = createQueue(again, createLogger('silent'));
    await next.start();
    await next.work('deliver-card', { concurrency: 1 }, async (data) => {
      ran.push(data);
    });
    await waitFor(() => ran.length > 0, 10_000);
    await next.drain();
    expect(ran).toEqual([CARD]);
    await next.stop(1_000);
    await again.close();
  });

  it('counts digests that did not reach Slack, and no other jobs, as failed deliveries', async () => {
    const storage = await databases.storage();
    const { db } = storage;
    const queue = createQueue(storage, createLogger('silent'));
    await queue.start();
    const failing = async () => {
      throw new GiveUp(new Error('Slack said no'));
    };
    await queue.work('post-bulletin', { concurrency: 1 }, failing);
    await queue.work('tidy', { concurrency: 1 }, failing);
    await queue.add(db, 'post-bulletin', { bulletinId: 'b1' }, { key: 'b1' });
    await queue.add(db, 'tidy', {}, { key: 'tidy' });
    await waitFor(async () => (await queue.deadLetters()).length === 2, 10_000);
    const health = await deliveryHealth({
      db,
      queue,
      now: () => new Date(),
      circleci: { pausedUntil: () => null },
    });
    expect(health).toMatchObject({ dead: 2, hour: { failed: 1 } });
    await queue.stop(1_000);
  });
});
