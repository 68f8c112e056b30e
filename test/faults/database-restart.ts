import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startPostgres } from '../support/postgres.ts';
import { expectRight, waitForLastWords } from './support/expect-right.ts';
import { startLocalBot } from './support/local-bot.ts';
import { createRandom } from './support/random.ts';
import { report } from './support/report.ts';
import { buildTown, subscribeAll } from './support/town.ts';
import { startTwin } from './support/twin.ts';

const RESTARTS = 2;
const PIPELINES = 4;
const TIMEOUT_MS = 120_000;

/** A server of the team's own, which is restarted under the bot. */
export function databaseRestart(): void {
  it(`is gone and back ${RESTARTS} times while pipelines run, and every card is right`, async () => {
    const random = createRandom();
    const began = performance.now();
    // A server that need not keep what it has committed would lose events, and no one could tell why.
    const server = await startPostgres({ durable: true });
    await server.admin('create database chatops');
    let address = '';
    const town = await buildTown(() => address, { timeScale: 0.04 });
    const bot = await startLocalBot({ url: server.url('chatops'), dataDir: '' }, town);
    address = bot.url;
    const twin = await startTwin(town);
    try {
      await subscribeAll(town.slack, bot.url);
      const recoveries: number[] = [];
      for (let restart = 0; restart < RESTARTS; restart++) {
        for (let i = 0; i < PIPELINES; i++) town.push(random);
        await pause(random.between(100, 250));
        const startAgain = await server.interrupt();
        for (let i = 0; i < PIPELINES; i++) {
          town.push(random);
          await pause(random.between(50, 200));
        }
        await startAgain();
        await town.circleci.idle();
        const back = performance.now();
        await town.post.delivered(TIMEOUT_MS);
        await waitForLastWords(town, TIMEOUT_MS);
        recoveries.push(performance.now() - back);
      }
      const outcome = await expectRight(town, twin);
      const events = new Set(town.post.letters.map(({ eventId }) => eventId)).size;
      report('database restarts [postgres]', {
        seed: random.seed,
        events,
        restarts: RESTARTS,
        'deliveries refused': town.post.tries.failed,
        ...outcome,
        'slowest to be right again ms': Math.max(...recoveries),
        seconds: (performance.now() - began) / 1000,
      });
      expect(outcome.right).toBe(outcome.cards);
    } finally {
      await bot.stop();
      await twin.stop();
      await town.stop();
      await server.stop();
    }
  });
}
