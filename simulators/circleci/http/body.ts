import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { Refusal } from './reply.ts';

const MOST_BYTES = 1024 * 1024;

/**
 * @returns the request's JSON; undefined when it is empty or not sent as application/json, whose body CircleCI ignores
 * @throws Refusal 413 for too much, 400 for what is no JSON
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  // Told before it is read: breaking off while reading would break the connection, and the answer with it.
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES)
    throw new Refusal(413, 'Request body too large.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Refusal(413, 'Request body too large.');
    chunks.push(chunk);
  }
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  if (!isJson || size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal(400, 'Unexpected request body provided: it is not valid JSON.');
  }
}

/**
 * @param body as `readJsonBody` gave it; none counts as an empty object, as CircleCI takes it
 * @throws Refusal 400 naming the first field that is wrong or unknown
 */
export function checkBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  throw new Refusal(400, `Unexpected request body provided${where}: ${issue?.message ?? 'invalid'}`);
}

/** Pipeline parameters. Source: CircleCI API v2 description: integer, string, boolean; limits of pipeline/run. */
export const parametersSchema = z
  .record(z.string().max(128), z.union([z.string().max(512), z.int(), z.boolean()]))
  .refine((parameters) => Object.keys(parameters).length <= 100, 'at most 100 parameters');
