import { z } from 'zod';
import { isNestedDeeper } from '../domain/nesting.ts';
import { mayBeUnstorable, storable, storableJson } from '../domain/storable.ts';
import type { Call } from './context.ts';
import { CircleCIError, type CircleCIErrorDetails, codeOfStatus } from './errors.ts';
import { FIRST_PROBLEM } from './first-problem.ts';
import { errorMessage, isHtml } from './message.ts';
import { parseRetryAfter } from './retry-after.ts';
import type { WireResponse } from './transport.ts';

/**
 * @returns the answer, parsed and checked
 * @throws CircleCIError by its status, or `unexpected_response` when a success is not what the endpoint promises
 */
export function readResponse(call: Call, response: WireResponse): unknown {
  const { status, text } = response;
  if (status < 200 || status > 299) throw failure(call, response);
  if (call.row.format === 'text') return storable(text);
  if (text === '') return checkEmpty(call, response);
  const contentType = header(response, 'content-type');
  if (contentType === undefined || !/\bjson\b/i.test(contentType)) {
    const what = isHtml(contentType, text) ? 'a web page, probably from a proxy' : 'another content type';
    throw unexpected(call, response, `expected JSON but got ${what} (${contentType ?? 'none given'})`);
  }
  return check(call, response, parseJson(call, response));
}

function failure(call: Call, response: WireResponse): CircleCIError {
  const { status, text } = response;
  const circleciMessage = errorMessage(text);
  return new CircleCIError({
    ...common(call, response),
    code: codeOfStatus(status),
    circleciMessage,
    problem: `CircleCI answered ${status}${explain(response, circleciMessage)}`,
    retryAfterMs: parseRetryAfter(header(response, 'retry-after'), Date.now()),
    outcomeUnknown: call.row.method !== 'GET' && status >= 500,
  });
}

function explain(response: WireResponse, message: string | null): string {
  if (message !== null) return `: ${message}`;
  if (response.status >= 300 && response.status < 400) {
    const host = URL.parse(header(response, 'location') ?? '')?.host ?? 'another path';
    return `, a redirect to ${host}, which is not followed; check the configured address`;
  }
  if (isHtml(header(response, 'content-type'), response.text))
    return ' with a web page, probably from a proxy';
  return response.text.trim() === '' ? ' with an empty body' : ' without a message';
}

/** Some deletions are answered with no body; their rows allow it. */
function checkEmpty(call: Call, response: WireResponse): unknown {
  const result = call.row.response.safeParse(undefined);
  if (result.success) return result.data;
  throw unexpected(call, response, 'expected JSON but the body is empty');
}

/** Configurations are some ten levels deep; what walks a value far deeper than that runs out of stack. */
const MAX_DEPTH = 100;

function parseJson(call: Call, response: WireResponse): unknown {
  const { text } = response;
  if (isNestedDeeper(Buffer.from(text), MAX_DEPTH)) {
    throw unexpected(call, response, `the body is nested deeper than ${MAX_DEPTH} levels`);
  }
  try {
    const value: unknown = JSON.parse(text);
    return mayBeUnstorable(text) ? storableJson(value) : value;
  } catch {
    // The parser's own message quotes the body, which may hold anything.
    const bytes = Buffer.byteLength(text);
    throw unexpected(call, response, `the body is not valid JSON, perhaps truncated (${bytes} bytes)`);
  }
}

function check(call: Call, response: WireResponse, value: unknown): unknown {
  const result = call.row.response.safeParse(value, FIRST_PROBLEM);
  if (result.success) return result.data;
  const problem = `the answer does not have the expected shape: ${z.prettifyError(result.error)}`;
  throw unexpected(call, response, problem.slice(0, 1_000));
}

/** A success that cannot be read: whatever was asked for has happened, but not what came of it. */
function unexpected(call: Call, response: WireResponse, problem: string): CircleCIError {
  return new CircleCIError({
    ...common(call, response),
    code: 'unexpected_response',
    problem,
    outcomeUnknown: call.row.method !== 'GET',
  });
}

function common(
  call: Call,
  response: WireResponse,
): Pick<CircleCIErrorDetails, 'endpoint' | 'status' | 'requestId' | 'secrets'> {
  const requestId = requestIdOf(response);
  return { endpoint: call.id, status: response.status, requestId, secrets: call.secrets };
}

/** @returns CircleCI's id of the request, or null when it named none */
export function requestIdOf(response: WireResponse): string | null {
  return header(response, 'x-request-id') ?? null;
}

function header(response: WireResponse, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
