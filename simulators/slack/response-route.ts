import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaType, readBody } from './http/body.ts';
import { replyJson } from './http/reply.ts';
import { type Json, parseJson } from './json.ts';
import { respond } from './respond.ts';
import type { WebApi } from './web-api/handle.ts';
import { answerAfter, isInsteadOfCall, misbehave, nameOf } from './web-api/misbehave.ts';
import { SlackError } from './web-api/slack-error.ts';

/**
 * Handles `POST /response/<id>`: five uses within thirty minutes, then 404. Recorded among the calls as
 * `response_url`. A refused body counts as a use.
 */
export async function handleResponseUrl(
  api: WebApi,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readBody(request);
  if (bytes === null) return replyJson(response, 413, { ok: false, error: 'request_too_large' });
  const fault = api.faults.take('response_url');
  if (fault !== null && isInsteadOfCall(fault)) {
    api.calls.record({ method: 'response_url', args: {}, ok: false, error: nameOf(fault) });
    return misbehave(response, fault);
  }
  const body = parseJson(bytes.toString('utf8'));
  const { status, error, details } = answer(api, id, mediaType(request), body);
  const args = typeof body === 'object' && body !== null ? { ...body } : {};
  api.calls.record({
    method: 'response_url',
    args,
    ok: error === null,
    ...(error === null ? {} : { error }),
  });
  await answerAfter(response, fault, () => {
    if (error !== null) return replyJson(response, status, { ok: false, error, ...details });
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('ok');
  });
}

function answer(
  { world }: WebApi,
  id: string,
  type: string,
  body: unknown,
): { status: number; error: string | null; details: Json } {
  const found = world.responseUrls.look(id);
  if ('error' in found) return { status: 404, error: found.error, details: {} };
  world.responseUrls.use(id);
  try {
    if (type !== 'application/json') throw new SlackError('invalid_payload');
    respond(world, found.target, body);
    return { status: 200, error: null, details: {} };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { status: 400, error: error.code, details: error.details };
  }
}
