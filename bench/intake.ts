import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../test/support/postgres.ts';
import { startChild } from './support/child.ts';
import { type Dialect, payloadBytes } from './support/deliveries.ts';
import { type Figures, report, round } from './support/figures.ts';
import type { State } from './support/intake-server.ts';
import { median, quantile } from './support/line.ts';
import type { Load } from './support/load.ts';

/**
 * Signed webhooks per second and their latency at 64 connections, committed to the database before they are
 * answered, beside bare `node:http` and Probot's webhook server. Rounds are interleaved, so that whatever else
 * the machine does hits all of them; each server and the load generator is a process of its own. `…-applying` is
 * the same receiver while the job that applies deliveries runs beside it.
 *
 * `ROUNDS` and `SECONDS` (of one round) change how long it takes.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 9);
const SECONDS = Number(process.env.SECONDS ?? 2);
const CONNECTIONS = 64;

/** CPU time is what a busy machine falsifies least. For PostgreSQL it is the program's own, without the server's. */
interface Measured extends Figures {
  readonly cpuMicrosEach: number;
  /** Deliveries that were applied while the round ran; null where none is. */
  readonly appliedPerSecond: number | null;
}

const folder = await mkdtemp(join(tmpdir(), 'chatops-bench-'));
const postgres = await startPostgres({ durable: true });
for (const name of ['bench', 'applying']) await postgres.admin(`create database ${name}`);

const start = (...args: readonly string[]) => startChild('intake-server.ts', ...args);
const servers = [
  ['bare', 'circleci', start('bare')],
  ['probot', 'github', start('probot')],
  ['chatops-pglite', 'circleci', start('pglite', join(folder, 'bench'))],
  ['chatops-postgres', 'circleci', start('postgres', postgres.url('bench'))],
  ['chatops-pglite-applying', 'circleci', start('pglite', join(folder, 'applying'), 'applying')],
  ['chatops-postgres-applying', 'circleci', start('postgres', postgres.url('applying'), 'applying')],
] as const;
const generator = startChild('load.ts');

try {
  const results = new Map<string, Measured[]>(servers.map(([name]) => [name, []]));
  // The first round warms everything up and does not count.
  for (let number = 0; number <= ROUNDS; number++) {
    for (const [name, dialect, server] of servers) {
      const figures = await measure(dialect, server);
      // What is left to apply would be worked off in the next one's round.
      await server.ask<State>({ ask: 'reset' });
      if (number === 0) continue;
      results.get(name)?.push(figures);
      report({ bench: 'intake', server: name, round: number, ...figures, load: round(loadavg()[0] ?? 0, 1) });
    }
  }
  for (const [name, rounds] of results) summarise(name, rounds, results.get('probot') ?? []);
} finally {
  await Promise.all([generator.stop(), ...servers.map(([, , server]) => server.stop())]);
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(dialect: Dialect, server: ReturnType<typeof startChild>): Promise<Measured> {
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
    cpuMicrosEach: round((after.cpuMicros - cpuMicros) / figures.requests, 1),
    appliedPerSecond: after.applied === null ? null : Math.round(after.applied / SECONDS),
  };
}

/** Medians of all rounds; ratios are of each round beside Probot's of the same round. */
function summarise(name: string, rounds: readonly Measured[], probot: readonly Measured[]): void {
  const middle = (of: (figures: Measured) => number) => round(median(rounds.map(of)));
  const ratios = (of: (figures: Measured) => number) =>
    rounds.map((figures, index) => of(figures) / of(probot[index] ?? figures));
  const rates = ratios(({ perSecond }) => perSecond);
  report({
    bench: 'intake',
    server: name,
    summary: 'medians of rounds',
    rounds: ROUNDS,
    seconds: SECONDS,
    connections: CONNECTIONS,
    payloadBytes,
    perSecond: middle(({ perSecond }) => perSecond),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    cpuMicrosEach: middle(({ cpuMicrosEach }) => cpuMicrosEach),
    appliedPerSecond: rounds[0]?.appliedPerSecond == null ? null : middle((one) => one.appliedPerSecond ?? 0),
    ratioToProbot: round(median(rates)),
    ratioQuartiles: [round(quantile(rates, 0.25)), round(quantile(rates, 0.75))],
    cpuRatioToProbot: round(median(ratios(({ cpuMicrosEach }) => cpuMicrosEach))),
    target: name === 'chatops-pglite' ? 'ratioToProbot >= 1 and p99 < 50' : null,
    ok: name === 'chatops-pglite' ? median(rates) >= 1 && middle(({ p99 }) => p99) < 50 : null,
  });
}
