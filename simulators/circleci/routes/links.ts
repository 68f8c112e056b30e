import { createHmac, timingSafeEqual } from 'node:crypto';
import { stepsOf } from '../engine/steps.ts';
import { found, ok, Refusal, type Reply } from '../http/reply.ts';
import type { Exchange, Route } from '../http/route.ts';
import type { Job } from '../model.ts';
import type { Simulation } from '../simulation.ts';
import { iso } from '../times.ts';

/** Links that need no token because they carry a signature of their own, as those to S3 do. */

const EXPIRES = '431999';

/** @returns where a step's output can be read without a token */
export function outputUrl(simulation: Simulation, job: Job, step: number): string {
  return signedUrl(simulation, `/output/${job.id}/${step}`);
}

export function artifactUrl(simulation: Simulation, job: Job, path: string): string {
  return signedUrl(simulation, `/artifact/${job.id}/${Buffer.from(path).toString('base64url')}`);
}

function signedUrl(simulation: Simulation, path: string): string {
  const query = new URLSearchParams({
    'X-Amz-Expires': EXPIRES,
    'X-Amz-Signature': signature(simulation, path),
  });
  return `${simulation.baseUrl()}${path}?${query}`;
}

function signature(simulation: Simulation, path: string): string {
  return createHmac('sha256', simulation.linkSecret).update(path).digest('hex');
}

export const linkRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/output/:job/:n',
    query: ['X-Amz-Expires', 'X-Amz-Signature'],
    auth: 'none',
    handle: (simulation, exchange) => {
      const { job: id = '', n } = exchange.params;
      checkSignature(simulation, exchange, `/output/${id}/${n}`);
      const job = found(simulation.world.findJob(id), 'Job not found');
      const step = found(
        stepsOf(job).find(({ num }) => num === Number(n)),
        'Step not found',
      );
      return ok([
        { type: 'out', time: iso(step.startedAt), message: step.lines.map((line) => `${line}\r\n`).join('') },
      ]);
    },
  },
  {
    method: 'GET',
    path: '/artifact/:job/:path',
    query: ['X-Amz-Expires', 'X-Amz-Signature'],
    auth: 'none',
    handle: (simulation, exchange): Reply => {
      const { job: id = '', path = '' } = exchange.params;
      checkSignature(simulation, exchange, `/artifact/${id}/${path}`);
      const job = found(simulation.world.findJob(id), 'Job not found');
      const name = Buffer.from(path, 'base64url').toString();
      return ok(`${name} of job ${job.plan.name}, number ${job.number}\n`);
    },
  },
];

function checkSignature(simulation: Simulation, exchange: Exchange, path: string): void {
  const given = Buffer.from(exchange.query.get('X-Amz-Signature') ?? '');
  const expected = Buffer.from(signature(simulation, path));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Refusal(403, 'The signature does not match the link.');
  }
}
