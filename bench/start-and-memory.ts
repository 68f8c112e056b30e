import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { otherBot, thisBot } from './support/bots.ts';
import { type Measured, reportRounds } from './support/line.ts';
import { createPlaces } from './support/places.ts';
import { type Program, startReady } from './support/program.ts';
import { startServices } from './support/services.ts';

/**
 * The real program as `npm start` runs it, with the database that it brings: from being spawned until `/readyz` says 200,
 * and the memory of bot and server after some idle seconds, next to a bare Bolt app that is started the same way. Here
 * another checkout's bot has the database that it brings, too. `ROUNDS` and `IDLE_SECONDS` change how long it takes.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 4);
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 10);
const MIB = 1024 * 1024;
const BOLT = join(import.meta.dirname, 'support/bolt-main.ts');
const MOST_MIB = 190;
const MOST_OF_BEFORE = 0.7;
const MOST_MS_FOR_A_NEW_ONE = 2_000;

const services = await startServices();
const places = createPlaces();
const environment = async () => ({ ...services.environment, ...(await places.folder()).environment });
try {
  const existing = await prepare(thisBot.start);
  const before = otherBot === null ? null : await prepare(otherBot.start);
  await inTurns({
    bolt: () => startReady(BOLT, services.environment, '/readyz'),
    existing,
    new: async () => thisBot.start(await environment()),
    ...(before === null ? {} : { before }),
  });
} finally {
  await places.stop();
  await services.stop();
}

/** @returns starts the bot on data as it is after a first start */
async function prepare(start: (environment: Record<string, string>) => Promise<Program>) {
  const given = await environment();
  const program = await start(given);
  await program.stop();
  return () => start(given);
}

interface Round {
  readonly readyMs: number;
  readonly readyCpuMs: number;
  readonly ownMib: number;
  readonly serverMib: number;
}

type Cases<Of> = Readonly<Record<'bolt' | 'existing' | 'new', Of> & { before?: Of }>;

async function inTurns(cases: Cases<() => Promise<Program>>): Promise<void> {
  const rounds = new Map<string, Round[]>(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, start] of Object.entries(cases)) rounds.get(name)?.push(await measure(await start()));
  }
  const [bolt, existing, fresh] = ['bolt', 'existing', 'new'].map((name) => rounds.get(name) ?? []);
  if (bolt === undefined || existing === undefined || fresh === undefined) return;
  publish('bare Bolt', bolt);
  publish('bot', existing, 'existing data', { atMost: MOST_MIB });
  publish('bot', fresh, 'new data');
  reportRounds({
    bench: 'start-and-memory',
    figure: 'ready after, new data more than existing',
    unit: 'ms',
    values: fresh.map(({ readyMs }, index) => readyMs - (existing[index]?.readyMs ?? Number.NaN)),
    atMost: MOST_MS_FOR_A_NEW_ONE,
  });
  against('bare Bolt', existing, bolt);
  const before = rounds.get('before');
  if (before === undefined) return;
  publish('before', before, 'existing data');
  against('before', existing, before, { atMost: MOST_OF_BEFORE });
}

async function measure(program: Program): Promise<Round> {
  const readyCpuMs = await program.cpuMs();
  await pause(IDLE_SECONDS * 1000);
  const { own, server } = await program.memory();
  await program.stop();
  return { readyMs: program.readyMs, readyCpuMs, ownMib: own / MIB, serverMib: server / MIB };
}

type Promises = Pick<Measured, 'atMost'>;

function publish(who: string, rounds: readonly Round[], data?: string, memory: Promises = {}): void {
  const figure = (name: string, unit: string, of: (round: Round) => number, promised: Promises = {}) =>
    reportRounds({
      bench: 'start-and-memory',
      who,
      figure: data === undefined ? name : `${name}, ${data}`,
      unit,
      values: rounds.map(of),
      ...promised,
    });
  figure('ready after', 'ms', ({ readyMs }) => readyMs);
  // What a busy machine falsifies less: with nothing else running, the wait is shorter than this.
  figure('CPU time until ready, without the server’s', 'ms', ({ readyCpuMs }) => readyCpuMs);
  const idle = `memory (PSS) after ${IDLE_SECONDS} s idle`;
  figure(`${idle}, bot and server`, 'MiB', (round) => round.ownMib + round.serverMib, memory);
  figure(`${idle}, server alone`, 'MiB', ({ serverMib }) => serverMib);
}

function against(name: string, mine: readonly Round[], theirs: readonly Round[], promises: Promises = {}) {
  reportRounds({
    bench: 'start-and-memory',
    figure: `ready after, existing data, against ${name}`,
    unit: 'ms',
    values: mine.map(({ readyMs }) => readyMs),
    peer: { name, values: theirs.map(({ readyMs }) => readyMs) },
    ...promises,
  });
}
