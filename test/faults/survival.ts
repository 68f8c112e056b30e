import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openStorage } from '../../src/storage/database.ts';
import type { TestDatabases } from '../support/database.ts';
import { expectRight, waitForLastWords } from './support/expect-right.ts';
import { createProgram } from './support/program.ts';
import { createRandom } from './support/random.ts';
import { report } from './support/report.ts';
import { buildTown, environmentOf, subscribeAll } from './support/town.ts';
import { startTwin } from './support/twin.ts';

/** Far longer than it takes, for a larger load by hand: `FAULTS_EVENTS` and `FAULTS_KILLS`. */
const LONGEST_MS = 900_000;
/** A pipeline's 75 seconds pass in about two. */
const TIME_SCALE = 0.025;
/** It is killed as soon as that after it was ready. */
const LONGEST_LIFE_MS = 800;
/** A busy machine takes its time; what is lost does not come however long one waits. */
const PATIENCE_MS = 120_000;
/** Every so often it is killed before it is ready. */
const WHILE_STARTING = 0.2;

/** The program is killed again and again while events keep coming, and in the end everything is as if it had not been. */
export function survival(
  databases: TestDatabases,
  load: { readonly events: number; readonly kills: number },
): void {
  const atLeast = Number(process.env.FAULTS_EVENTS ?? load.events);
  const kills = Number(process.env.FAULTS_KILLS ?? load.kills);
  it(`survives ${kills} SIGKILLs during ${atLeast} events`, { timeout: LONGEST_MS }, async () => {
    const random = createRandom();
    const began = performance.now();
    const database = await databases.database();
    let address = '';
    const town = await buildTown(() => address, { timeScale: TIME_SCALE });
    const program = await createProgram({
      ...environmentOf(town.slack, town.circleci),
      DATABASE_URL: database.url,
      DATA_DIR: database.dataDir,
    });
    address = program.url;
    const twin = await startTwin(town);
    try {
      program.start();
      await program.ready();
      await subscribeAll(town.slack, program.url);

      let events = 0;
      const starts: number[] = [];
      for (let kill = 1; kill <= kills; kill++) {
        while (events < (atLeast * kill) / kills) events += town.push(random).events;
        await new Promise((resolve) => setTimeout(resolve, random.between(0, LONGEST_LIFE_MS)));
        await program.kill();
        program.start();
        if (random.next() < WHILE_STARTING) continue;
        const started = performance.now();
        await program.ready();
        starts.push(performance.now() - started);
      }
      await program.ready();
      const killed = performance.now();

      await town.circleci.idle();
      await town.post.delivered(PATIENCE_MS);
      const delivered = performance.now() - killed;
      await waitForLastWords(town, PATIENCE_MS);
      const caughtUp = performance.now() - killed;
      const outcome = await expectRight(town, twin, PATIENCE_MS);
      expect(await program.stop()).toBe(0);
      const inbox = await readInbox(database);
      report(`survival`, {
        seed: random.seed,
        events,
        kills: kills,
        'deliveries tried': town.post.tries.all,
        'deliveries refused': town.post.tries.failed,
        ...outcome,
        'slowest start ms': Math.max(...starts),
        'all delivered after ms': delivered,
        'all right after ms': caughtUp,
        seconds: (performance.now() - began) / 1000,
      });
      expect(new Set(town.post.letters.map(({ eventId }) => eventId)).size).toBe(events);
      expect(inbox).toEqual({ stored: events, unprocessed: 0, problems: 0 });
    } catch (error) {
      await program.kill();
      const left = await whatIsLeft(database);
      throw new Error(`with FAULTS_SEED=${random.seed}; in the database is left: ${left}`, { cause: error });
    } finally {
      await program.kill();
      await twin.stop();
      await town.stop();
    }
  });
}

async function readInbox(database: Parameters<typeof openStorage>[0]) {
  const storage = await openStorage(database);
  try {
    const rows = await storage.db.selectFrom('inbox').select(['processed_at', 'problem']).execute();
    return {
      stored: rows.length,
      unprocessed: rows.filter((row) => row.processed_at === null).length,
      problems: rows.filter((row) => row.problem !== null).length,
    };
  } finally {
    await storage.close();
  }
}

/** What explains a card that is not right: cards nobody posted, what is on its way, and the jobs that wait. */
async function whatIsLeft(database: Parameters<typeof openStorage>[0]): Promise<string> {
  const storage = await openStorage(database);
  try {
    const cards = await storage.db.selectFrom('cards').selectAll().where('message_ts', 'is', null).execute();
    const outgoing = await storage.db.selectFrom('outgoing').selectAll().execute();
    const { rows: jobs } = await sql`
      select name, singleton_key, state, retry_count, created_on, start_after, now() as now, output
        from pgboss.job where state <= 'active' or name = 'dead-letters'
    `.execute(storage.db);
    return JSON.stringify({ cards, outgoing, jobs }, null, 1);
  } finally {
    await storage.close();
  }
}
