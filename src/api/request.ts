import { INTERACTIVE_PAUSE_MS } from './budget.ts';
import { type CallInput, type CheckedInput, checkInput } from './check-input.ts';
import { type Call, type CallOptions, ClosedError, type RequestContext } from './context.ts';
import type { Endpoint, InputOf, OutputOf } from './endpoint.ts';
import { CircleCIError } from './errors.ts';
import { readResponse, requestIdOf } from './read-response.ts';
import { retryDelay } from './retry.ts';
import { sleep } from './sleep.ts';
import { exchange, type WireRequest, type WireResponse } from './transport.ts';
import { transportFailure } from './transport-failure.ts';
import { budgetOf, endsOf, takeTurn } from './turn.ts';

/**
 * The one way to CircleCI: check what is sent, wait for a turn, try, try again where that is safe, check the answer.
 *
 * @param id `workflows.approve`
 * @returns the answer, parsed and checked
 * @throws CircleCIError; or the reason of the caller's signal when that is aborted
 */
export async function request(
  context: RequestContext,
  id: string,
  row: Endpoint,
  input: CallInput,
  options: CallOptions,
): Promise<unknown> {
  if (row.cloudOnly && context.hosts.isServer) throw notOnThisHost(id);
  const checked = checkInput(id, row, input);
  const call = startCall(context, id, row, input, options);
  const isOver = context.onCall();
  try {
    const release = await takeTurn(context, call);
    try {
      return await tryUntilSettled(context, call, toWire(context, row, checked));
    } finally {
      release();
    }
  } catch (error) {
    throw error instanceof ClosedError ? clientClosed(id, error) : error;
  } finally {
    isOver();
  }
}

/** As {@link request}, typed by the row. */
export async function callRow<E extends Endpoint>(
  context: RequestContext,
  id: string,
  row: E,
  input: InputOf<E>,
  options: CallOptions,
): Promise<OutputOf<E>> {
  // What `request` resolves to came out of `row.response`, which is where the type comes from.
  return (await request(context, id, row, input, options)) as OutputOf<E>;
}

function notOnThisHost(id: string): CircleCIError {
  const problem = 'CircleCI Server does not have this endpoint; it exists on CircleCI Cloud only';
  return new CircleCIError({ code: 'not_on_this_host', endpoint: id, problem, secrets: [] });
}

function startCall(
  context: RequestContext,
  id: string,
  row: Endpoint,
  input: CallInput,
  options: CallOptions,
): Call {
  const started = performance.now();
  const priority = options.priority ?? 'interactive';
  const deadline = started + (options.timeoutMs ?? context.timeouts.totalMs);
  return {
    id,
    row,
    priority,
    deadline,
    pauseDeadline: priority === 'interactive' ? Math.min(deadline, started + INTERACTIVE_PAUSE_MS) : deadline,
    signal: options.signal,
    secrets: [context.token, ...secretValues(row, input.body)],
  };
}

/** Masking anything shorter would garble every message and hide nothing. */
const SHORTEST_SECRET = 4;

/** Values of the body that CircleCI must not repeat into an error: signing secrets, environment variables, headers. */
function secretValues(row: Endpoint, body: unknown): string[] {
  if (row.secretKeys.length === 0 || typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([key]) => row.secretKeys.includes(key))
    .flatMap(([, value]) => (typeof value === 'object' && value !== null ? Object.values(value) : [value]))
    .filter((value) => typeof value === 'string' && value.length >= SHORTEST_SECRET);
}

function toWire(context: RequestContext, row: Endpoint, input: CheckedInput): WireRequest {
  const { origin, prefix } = context.hosts.base(row.host, row.api);
  const headers = { ...context.headers };
  if (row.format === 'text') headers.accept = 'text/plain, */*';
  // Without the content type CircleCI ignores the body without a word (api-preview-docs issue 67).
  if (input.body !== null) headers['content-type'] = 'application/json';
  return { origin, path: prefix + input.target, method: row.method, headers, body: input.body };
}

async function tryUntilSettled(context: RequestContext, call: Call, wire: WireRequest): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return readResponse(call, await tryOnce(context, call, wire, attempt));
    } catch (error) {
      if (!(error instanceof CircleCIError)) throw error;
      const delay = delayAfter(context, call, error, attempt);
      if (delay === null) throw error;
      await sleep(delay, endsOf(context, call));
    }
  }
}

function delayAfter(
  context: RequestContext,
  call: Call,
  error: CircleCIError,
  attempt: number,
): number | null {
  // The same answer would come again: too long, another shape, a certificate nobody trusts.
  if (error.code === 'unexpected_response') return null;
  const { status, retryAfterMs } = error;
  const remainingMs = (status === 429 ? call.pauseDeadline : call.deadline) - performance.now();
  return retryDelay({ method: call.row.method, attempt, status, retryAfterMs, remainingMs }, context.random);
}

async function tryOnce(
  context: RequestContext,
  call: Call,
  wire: WireRequest,
  attempt: number,
): Promise<WireResponse> {
  const budget = budgetOf(context, call.row);
  const started = performance.now();
  const timeoutMs = Math.max(1, Math.min(context.timeouts.tryMs, call.deadline - started));
  const maxBodyBytes = Math.min(context.maxBodyBytes, call.row.maxBodyBytes);
  const options = { timeoutMs, signal: call.signal, maxBodyBytes };
  let status: number | null = null;
  let requestId: string | null = null;
  budget.spend();
  context.inFlight.enter();
  try {
    const response = await exchange(context.dispatcher, wire, options);
    status = response.status;
    requestId = requestIdOf(response);
    budget.observe(status, response.headers);
    context.clock.observe(response.headers);
    return response;
  } catch (error) {
    throw transportFailure(call, error, options);
  } finally {
    context.inFlight.leave();
    const ms = performance.now() - started;
    const { id: endpoint, priority } = call;
    context.onResponse({ endpoint, method: wire.method, status, requestId, ms, attempt, priority });
  }
}

function clientClosed(id: string, cause: ClosedError): CircleCIError {
  const problem = 'the client was closed before the request was sent';
  return new CircleCIError({ code: 'unavailable', endpoint: id, problem, cause, secrets: [] });
}
