import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SECRET = 'a-secret-for-benchmarks';

/** Where each server takes webhooks, and how a signature is sent to it. */
export const dialects = {
  circleci: {
    path: '/webhooks/circleci',
    headers: (signature: string) =>
      `circleci-event-type: job-completed\r\ncircleci-signature: v1=${signature}\r\n`,
  },
  github: {
    path: '/api/github/webhooks',
    headers: (signature: string) =>
      `x-github-event: push\r\nx-github-delivery: ${randomUUID()}\r\nx-hub-signature-256: sha256=${signature}\r\n`,
  },
} as const;

export type Dialect = keyof typeof dialects;

const fixture = join(import.meta.dirname, '../../test/fixtures/webhooks/github-oauth-job.json');
const payload: Record<string, unknown> = JSON.parse(readFileSync(fixture, 'utf8'));
/** The same payload for every server, apart from its id. */
const [before = '', after = ''] = JSON.stringify({ ...payload, id: '<id>' }).split('<id>');

export const payloadBytes = before.length + after.length + 36;

/** @returns a whole, signed HTTP request with an event that no other has */
export function delivery(dialect: Dialect): Buffer {
  const body = before + randomUUID() + after;
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const { path, headers } = dialects[dialect];
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: CircleCI-Webhook/1.0\r\n` +
      `content-type: application/json\r\n${headers(signature)}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
