import { startChild } from './support/child.ts';
import { type Dialect, payloadBytes } from './support/deliveries.ts';
import { type Figures, report } from './support/figures.ts';
import type { State } from './support/intake-server.ts';
import { type Measured, reportRounds } from './support/line.ts';
import type { Load } from './support/load.ts';
import { createPlaces } from './support/places.ts';

/**
 * Signed webhooks per second and their latency at 64 connections, committed to the database before they are
 * answered, next to bare `node:http` and Probot's webhook server. Rounds are interleaved, so that whatever else
 * the machine does hits all of them; each server and the load generator is a process of its own. `bot, applying` is
 * the same receiver while the job that applies deliveries runs as well.
 *
 * `ROUNDS` and `SECONDS` (of one round) change how long it takes.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 9);
const SECONDS = Number(process.env.SECONDS ?? 2);
const CONNECTIONS = 64;
const LEAST_OF_PROBOT = 0.7;
const MOST_CPU_OF_PROBOT = 1;
const MOST_P99_MS = 50;

/** CPU time is what a busy machine falsifies least. It is the bot's own, without its database server's. */
interface Round extends Figures {
  readonly cpuMicrosEach: number;
  /** Deliveries that were applied while the round ran; null where none is. */
  readonly appliedPerSecond: number | null;
}

const places = createPlaces();
const start = (...args: readonly string[]) => startChild('intake-server.ts', ...args);
const servers = [
  ['bare node:http', 'circleci', start('bare')],
  ['Probot', 'github', start('probot')],
  ['bot', 'circleci', start('chatops', (await places.folder()).dataDir)],
  ['bot, applying', 'circleci', start('chatops', (await places.folder()).dataDir, 'applying')],
] as const;
type Name = (typeof servers)[number][0];
const generator = startChild('load.ts');

try {
  const results = new Map<Name, Round[]>(servers.map(([name]) => [name, []]));
  // The first round warms everything up and does not count.
  for (let number = 0; number <= ROUNDS; number++) {
    for (const [name, dialect, server] of servers) {
      const figures = await measure(dialect, server);
      // What is left to apply would be worked off in the next one's round.
      await server.ask<State>({ ask: 'reset' });
      if (number > 0) results.get(name)?.push(figures);
    }
  }
  report({ bench: 'intake', payloadBytes, seconds: SECONDS, connections: CONNECTIONS });
  for (const [name, rounds] of results) publish(name, rounds, results.get('Probot') ?? []);
} finally {
  await Promise.all([generator.stop(), ...servers.map(([, , server]) => server.stop())]);
  await places.stop();
}

async function measure(dialect: Dialect, server: ReturnType<typeof startChild>): Promise<Round> {
  const { port, cpuMicros } = await server.ask<State>({ ask: 'reset' });
  const load: Load = { port, dialect, connections: CONNECTIONS, seconds: SECONDS };
  const figures = await generator.ask<Figures>(load);
  if (figures.refused > 0) throw new Error(`${figures.refused} requests were not answered with 200`);
  const after = await server.ask<State>({ ask: 'state' });
  // The point of it all: what was answered with 200 is in the database.
  if (after.stored !== null && after.stored !== figures.requests) {
    throw new Error(`${figures.requests} deliveries were acknowledged, ${after.stored} are stored`);
  }
  return {
    ...figures,
    cpuMicrosEach: (after.cpuMicros - cpuMicros) / figures.requests,
    appliedPerSecond: after.applied === null ? null : after.applied / SECONDS,
  };
}

/** Ratios are of each round against Probot's of the same round. */
function publish(who: Name, rounds: readonly Round[], probot: readonly Round[]): void {
  const promised = who === 'bot';
  const line = (figure: string, unit: string, of: (round: Round) => number, more: Partial<Measured> = {}) =>
    reportRounds({ bench: 'intake', who, figure, unit, values: rounds.map(of), ...more });
  const against = (of: (round: Round) => number) => ({ peer: { name: 'Probot', values: probot.map(of) } });
  const rate = ({ perSecond }: Round) => perSecond;
  const cpu = ({ cpuMicrosEach }: Round) => cpuMicrosEach;
  line('deliveries a second', '/s', rate, {
    ...against(rate),
    ...(promised ? { atLeast: LEAST_OF_PROBOT } : {}),
  });
  line('CPU time for each, without the server’s', 'µs', cpu, {
    ...against(cpu),
    ...(promised ? { atMost: MOST_CPU_OF_PROBOT } : {}),
  });
  line('p50', 'ms', ({ p50 }) => p50);
  line('p99', 'ms', ({ p99 }) => p99, promised ? { atMost: MOST_P99_MS } : {});
  if (who === 'bot, applying')
    line('applied a second', '/s', ({ appliedPerSecond }) => appliedPerSecond ?? 0);
}
