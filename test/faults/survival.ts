import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type BundledData, createBundledData, readDurability } from './support/bundled-data.ts';
import { expectRight } from './support/expect-right.ts';
import { createProgram, type Program } from './support/program.ts';
import { createRandom, type Random } from './support/random.ts';
import { report } from './support/report.ts';
import { buildTown, environmentOf, subscribeAll } from './support/town.ts';
import { startTwin } from './support/twin.ts';
import { countInbox, whatIsLeft } from './support/what-is-stored.ts';

/** Far longer than it takes, for a larger load by hand: `FAULTS_EVENTS` and `FAULTS_KILLS`. */
const LONGEST_MS = 900_000;
/** A pipeline's 75 seconds pass in about two. */
const TIME_SCALE = 0.025;
/** It is killed as soon as that after it was ready. */
const LONGEST_LIFE_MS = 800;
const DELIVERED_WITHIN_MS = 120_000;
/** Every so often it is killed before it is ready. */
const WHILE_STARTING = 0.2;

/** What is killed. The program, whose server goes on without it, or the server, which the program starts again. */
const KILLS = { program: killProgram, server: killServer } as const;

interface Load {
  readonly events: number;
  readonly kills: number;
}

/** Something is killed again and again while events keep coming, and in the end everything is as if it had not been. */
export function survival(what: keyof typeof KILLS, load: Load): void {
  const atLeast = Number(process.env.FAULTS_EVENTS ?? load.events);
  const kills = Number(process.env.FAULTS_KILLS ?? load.kills);
  it(`survives ${kills} SIGKILLs of the ${what} during ${atLeast} events`, {
    timeout: LONGEST_MS,
  }, async () => {
    const random = createRandom();
    const began = performance.now();
    const data = await createBundledData();
    let address = '';
    const town = await buildTown(() => address, { timeScale: TIME_SCALE });
    const program = await createProgram({ ...environmentOf(town.slack, town.circleci), ...data.environment });
    address = program.url;
    const twin = await startTwin(town);
    try {
      program.start();
      await program.ready();
      await subscribeAll(town.slack, program.url);
      const durable = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };
      expect(await data.use(readDurability)).toEqual(durable);

      let events = 0;
      const back: number[] = [];
      for (let kill = 1; kill <= kills; kill++) {
        while (events < (atLeast * kill) / kills) events += town.push(random).events;
        await pause(random.between(0, LONGEST_LIFE_MS));
        const killed = performance.now();
        if (await KILLS[what](program, data, random)) back.push(performance.now() - killed);
      }
      await program.ready();
      const killed = performance.now();

      await town.circleci.idle();
      await town.post.delivered(DELIVERED_WITHIN_MS);
      const delivered = performance.now() - killed;
      const outcome = await expectRight(town, twin);
      const right = performance.now() - killed;
      expect(await data.use(readDurability)).toEqual(durable);
      expect(await program.stop()).toBe(0);
      report(`SIGKILL of the ${what}`, {
        seed: random.seed,
        events,
        kills: kills,
        'deliveries tried': town.post.tries.all,
        'deliveries refused': town.post.tries.failed,
        ...outcome,
        'slowest to be back ms': Math.max(...back),
        'all delivered after ms': delivered,
        'all right after ms': right,
        seconds: (performance.now() - began) / 1000,
      });
      expect(new Set(town.post.letters.map(({ eventId }) => eventId)).size).toBe(events);
      expect(await data.use(countInbox)).toEqual({ stored: events, unprocessed: 0, problems: 0 });
    } catch (error) {
      await program.kill();
      const left = await data.use(whatIsLeft).catch(String);
      throw new Error(`with FAULTS_SEED=${random.seed}; in the database is left: ${left}`, { cause: error });
    } finally {
      await program.kill();
      await data.remove();
      await twin.stop();
      await town.stop();
    }
  });
}

/** @returns false when it is not waited for: the next kill meets it while it starts */
async function killProgram(program: Program, _: BundledData, random: Random): Promise<boolean> {
  await program.kill();
  program.start();
  if (random.next() < WHILE_STARTING) return false;
  await program.ready();
  return true;
}

async function killServer(_: Program, data: BundledData): Promise<boolean> {
  await data.killServer();
  return true;
}
