import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDatabases, type Place } from './support/databases.ts';
import { type Line, reportRounds } from './support/line.ts';
import { type Program, startProgram, startReady } from './support/program.ts';
import { startServices } from './support/services.ts';

/**
 * The real program as `npm start` runs it, against the simulators: from being spawned until `/readyz` says 200, and
 * its resident memory after some idle seconds, beside a bare Bolt app that is started the same way. `ROUNDS` and
 * `IDLE_SECONDS` change how long it takes.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 10);
const MIB = 1024 * 1024;
const BOLT = join(import.meta.dirname, 'support/bolt-main.ts');

interface Case {
  readonly what: string;
  readonly engine: Line['engine'];
  /** The most milliseconds to readiness, and the most MiB at idle. */
  readonly targets: { readonly readyMs?: number; readonly residentMib?: number };
  start(): Promise<Program>;
}

const services = await startServices();
const databases = await createDatabases();
try {
  const existing = await prepare(await databases.embedded());
  const server = await prepare(await databases.postgresql());
  await inTurns([
    {
      what: 'bare Bolt',
      engine: 'none',
      targets: {},
      start: () => startReady(BOLT, services.environment, '/readyz'),
    },
    {
      what: 'a PostgreSQL server',
      engine: 'postgresql',
      targets: { residentMib: 150 },
      start: () => startIn(server),
    },
    {
      what: 'an existing embedded database',
      engine: 'embedded',
      targets: { readyMs: 2_000, residentMib: 450 },
      start: async () => startIn(await databases.embedded(existing)),
    },
    {
      what: 'a new embedded database',
      engine: 'embedded',
      targets: {},
      start: async () => startIn(await databases.embedded()),
    },
  ]);
} finally {
  await databases.stop();
  await services.stop();
}

/** A database as it is after a first start, with everything it holds then. */
async function prepare(place: Place): Promise<Place> {
  const program = await startIn(place);
  await program.stop();
  return place;
}

function startIn(place: Place): Promise<Program> {
  return startProgram({ ...services.environment, ...place.environment });
}

async function inTurns(cases: readonly Case[]): Promise<void> {
  const measured = cases.map((one) => ({
    ...one,
    readyMs: [] as number[],
    readyCpuMs: [] as number[],
    residentMib: [] as number[],
  }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { start, readyMs, readyCpuMs, residentMib } of measured) {
      const program = await start();
      readyCpuMs.push(await program.cpuMs());
      await pause(IDLE_SECONDS * 1000);
      readyMs.push(program.readyMs);
      residentMib.push((await program.residentBytes()) / MIB);
      await program.stop();
    }
  }
  for (const { what, engine, targets, readyMs, readyCpuMs, residentMib } of measured) {
    const figure = (name: string, unit: string, values: readonly number[], target?: number) =>
      reportRounds({
        bench: 'start-and-memory',
        engine,
        figure: `${name}, ${what}`,
        values,
        unit,
        ...(target === undefined ? {} : { target }),
      });
    figure('ready after', 'ms', readyMs, targets.readyMs);
    // What a busy machine falsifies less: with nothing else running, the wait is shorter than this.
    figure('CPU time until ready', 'ms', readyCpuMs);
    figure(`resident after ${IDLE_SECONDS} s idle`, 'MiB', residentMib, targets.residentMib);
  }
}
