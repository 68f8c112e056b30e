import type { IncomingMessage, ServerResponse } from 'node:http';
import { mediaType, readBody } from '../http/body.ts';
import { replyJson } from '../http/reply.ts';
import { jsonList } from '../json.ts';
import type { World } from '../world/world.ts';
import { type ApiReply, callMethod, readArguments } from './call-method.ts';
import type { Calls } from './calls.ts';
import type { FaultBehaviour, FaultQueue } from './faults.ts';
import type { Site } from './method.ts';
import { answerAfter, isInsteadOfCall, misbehave, nameOf } from './misbehave.ts';
import type { RateLimits } from './rate-limits.ts';

export interface WebApi {
  readonly world: World;
  readonly site: Site;
  readonly limits: RateLimits | null;
  readonly calls: Calls;
  readonly faults: FaultQueue;
}

/** Handles `POST /api/<method>`. */
export async function handleApi(
  api: WebApi,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readBody(request);
  if (bytes === null) return replyJson(response, 413, { ok: false, error: 'request_too_large' });
  const call = {
    method,
    mediaType: mediaType(request),
    authorization: request.headers.authorization ?? '',
    body: bytes.toString('utf8'),
  };
  const fault = api.faults.take(method);
  if (fault !== null && isInsteadOfCall(fault)) {
    api.calls.record({ method, args: readArguments(call), ok: false, error: nameOf(fault) });
    return misbehave(response, fault);
  }
  const reply = callMethod(api.world, api.site, api.limits, call);
  api.calls.record({ method, args: reply.args, ...outcome(reply, fault) });
  await answerAfter(response, fault, () => replyJson(response, reply.status, reply.body, reply.headers));
}

function outcome(reply: ApiReply, fault: FaultBehaviour | null) {
  if (reply.body.ok === true) return { ok: true, ...(fault ? { error: fault.behaviour } : {}) };
  const metadata = jsonList([reply.body.response_metadata])[0];
  const messages = Array.isArray(metadata?.messages) ? metadata.messages.map(String) : undefined;
  return { ok: false, error: String(reply.body.error), ...(messages ? { messages } : {}) };
}
