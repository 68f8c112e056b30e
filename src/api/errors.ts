import { redact, redactCause } from './redact.ts';

/**
 * - `unauthorized` 401: the token is wrong or expired
 * - `not_found` 403, 404, 410: not there, or not for this token; CircleCI answers 404 for what is private
 * - `invalid_request` 400, 422 and other 4xx, or refused here before it was sent
 * - `conflict` 409
 * - `rate_limited` 429, or held back here because CircleCI asked for a pause
 * - `unavailable` 5xx, or no connection
 * - `timeout` no answer in time
 * - `unexpected_response` an answer that is not what the endpoint says: HTML, truncated, another shape, a redirect
 * - `not_on_this_host` CircleCI Server does not have this endpoint; nothing was sent
 */
export type CircleCIErrorCode =
  | 'unauthorized'
  | 'not_found'
  | 'invalid_request'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'unexpected_response'
  | 'not_on_this_host';

export interface CircleCIErrorDetails {
  readonly code: CircleCIErrorCode;
  /** `pipelines.get` */
  readonly endpoint: string;
  /** What went wrong, without the endpoint's name. */
  readonly problem: string;
  readonly status?: number | null;
  readonly circleciMessage?: string | null;
  readonly requestId?: string | null;
  readonly retryAfterMs?: number | null;
  readonly outcomeUnknown?: boolean;
  readonly cause?: unknown;
  /** Masked wherever they occur; not kept. */
  readonly secrets: readonly string[];
}

/** The only error the client throws, besides the caller's own abort reason. It never holds a token. */
export class CircleCIError extends Error {
  override readonly name = 'CircleCIError';
  readonly code: CircleCIErrorCode;
  /** Id of the endpoint, such as `workflows.approve`. */
  readonly endpoint: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** CircleCI's own words, shortened; null when it gave none. */
  readonly circleciMessage: string | null;
  /** CircleCI's id of the request, for its support. */
  readonly requestId: string | null;
  /** How long CircleCI asked to wait, in milliseconds from when the error was made. */
  readonly retryAfterMs: number | null;
  /** True when the request may have been carried out all the same: read the state back before doing it again. */
  readonly outcomeUnknown: boolean;

  constructor(details: CircleCIErrorDetails) {
    const { secrets } = details;
    super(redact(describe(details), secrets), { cause: redactCause(details.cause, secrets) });
    this.code = details.code;
    this.endpoint = details.endpoint;
    this.status = details.status ?? null;
    this.circleciMessage =
      typeof details.circleciMessage === 'string' ? redact(details.circleciMessage, secrets) : null;
    this.requestId = typeof details.requestId === 'string' ? redact(details.requestId, secrets) : null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
  }
}

function describe(details: CircleCIErrorDetails): string {
  const request = typeof details.requestId === 'string' ? ` (request ${details.requestId})` : '';
  const unknown = details.outcomeUnknown === true ? '; it may have been carried out all the same' : '';
  return `${details.endpoint}: ${details.problem}${unknown}${request}`;
}

/** Which error a status is; only for statuses that are no success. */
export function codeOfStatus(status: number): CircleCIErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403 || status === 404 || status === 410) return 'not_found';
  if (status === 408) return 'timeout';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate_limited';
  if (status >= 500) return 'unavailable';
  if (status >= 400) return 'invalid_request';
  return 'unexpected_response';
}
