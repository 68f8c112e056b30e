import { type Step, stepsOf } from '../engine/steps.ts';
import { found, Refusal, type Reply } from '../http/reply.ts';
import type { Exchange, Route } from '../http/route.ts';
import type { Simulation } from '../simulation.ts';
import { jobOf } from './lookup.ts';

/** API v3: what a step printed, as plain bytes. The simulated jobs print everything to stdout. Cloud only. */
export const v3OutputRoutes: readonly Route[] = [
  output('stdout', ({ lines }) => lines),
  output('stdout/condensed', ({ tellingLines }) => tellingLines),
  output('stderr', () => []),
];

function output(name: string, linesOf: (step: Step) => readonly string[]): Route {
  return {
    method: 'GET',
    path: `/api/v3/jobs/:id/${name}`,
    query: ['filter[execution]', 'filter[step_num]'],
    cloudOnly: 404,
    handle: (simulation, exchange) => {
      const step = stepOf(simulation, exchange);
      return bytesReply(linesOf(step), step.stoppedAt !== null, exchange.headers.range);
    },
  };
}

function stepOf(simulation: Simulation, exchange: Exchange): Step {
  const execution = exchange.query.get('filter[execution]') ?? '0';
  const step = stepsOf(jobOf(simulation, exchange)).find(
    ({ num }) => execution === '0' && String(num) === exchange.query.get('filter[step_num]'),
  );
  return found(step, 'Step not found');
}

/** `X-Terminal` says that no more will come. Source: CircleCI's CLI. */
function bytesReply(lines: readonly string[], ended: boolean, range: string | string[] | undefined): Reply {
  const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
  const headers = {
    'content-type': 'application/octet-stream',
    ...(ended ? { 'x-terminal': 'true' } : {}),
  };
  const from = /^bytes=(\d+)-$/.exec(String(range ?? ''))?.[1];
  if (from === undefined) return { status: 200, body: bytes, headers };
  const start = Number(from);
  if (start >= bytes.length) throw new Refusal(416, 'The range begins after the end.');
  return {
    status: 206,
    body: bytes.subarray(start),
    headers: { ...headers, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` },
  };
}
