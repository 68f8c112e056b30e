import { Agent, request } from 'undici';
import { createCircleCI } from '../src/api/index.ts';
import { insights } from '../src/api/resources/insights.ts';
import { allocatedBytes } from './support/allocations.ts';
import { pageOfRuns, WORKFLOW } from './support/api-samples.ts';
import { startChild } from './support/child.ts';
import { report, round } from './support/figures.ts';

/**
 * The client next to bare undici `request` + `JSON.parse`: same server, same number of connections, in turns, so that
 * whatever else the machine does happens to both. Then what it costs to parse and check a page of 250 runs.
 */
const CONNECTIONS = 10;
const ROUNDS = 9;
const CALLS = 6_000;

const server = startChild('api-server.ts');
const { port } = await server.ask<{ port: number }>({});
const url = `http://127.0.0.1:${port}`;
const target = `${url}/api/v2/workflow/${WORKFLOW.id}`;

const dispatcher = new Agent({ connections: CONNECTIONS });
const circleci = createCircleCI({ token: 'a-token-for-benchmarks', url, poolSize: CONNECTIONS });

const peers = {
  undici: async () => {
    const { body } = await request(target, { dispatcher });
    JSON.parse(await body.text());
  },
  client: async () => {
    await circleci.workflows.get({ path: { id: WORKFLOW.id } });
  },
};

const rates: Record<keyof typeof peers, number[]> = { undici: [], client: [] };
await measure(peers.undici);
await measure(peers.client);
for (let index = 0; index < ROUNDS; index += 1) {
  rates.undici.push(await measure(peers.undici));
  rates.client.push(await measure(peers.client));
}
const ratios = rates.client.map((rate, index) => rate / (rates.undici[index] ?? Number.NaN));
for (const name of ['undici', 'client'] as const) {
  const bytes = await allocatedBytes(() => callMany(peers[name]));
  report({
    bench: 'api',
    case: 'one object',
    who: name,
    connections: CONNECTIONS,
    callsPerSecond: Math.round(median(rates[name])),
    allocatedBytesPerCall: Math.round(bytes / CALLS),
    ...(name === 'client'
      ? { rateOfUndici: round(median(ratios)), lowestOfRounds: round(Math.min(...ratios)) }
      : {}),
  });
}
await circleci.close();
await dispatcher.close();
await server.stop();

const page = pageOfRuns(250);
const { response } = insights.workflowRuns;
const first = time(() => response.parse(JSON.parse(page)));
const parsed = Array.from({ length: 1_000 }, () => time(() => response.parse(JSON.parse(page))));
const bare = Array.from({ length: 1_000 }, () => time(() => JSON.parse(page)));
report({
  bench: 'api',
  case: '250 workflow runs, parsed and checked',
  bytes: page.length,
  firstMs: round(first),
  medianMs: round(median(parsed), 3),
  p99Ms: round(parsed.toSorted((a, b) => a - b)[990] ?? 0, 3),
  jsonParseAloneMs: round(median(bare), 3),
});

/** @returns calls per second */
async function measure(call: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await callMany(call);
  return CALLS / ((performance.now() - began) / 1000);
}

async function callMany(call: () => Promise<void>): Promise<void> {
  let left = CALLS;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await call();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

function time(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
