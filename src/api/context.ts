import type { Dispatcher } from 'undici';
import type { Priority, RateBudget } from './budget.ts';
import type { Endpoint, HttpMethod } from './endpoint.ts';
import type { Hosts } from './hosts.ts';
import type { InFlight } from './in-flight.ts';
import type { ServerClock } from './server-clock.ts';
import type { Slots } from './slots.ts';

/** How long things may take, in milliseconds. */
export interface Timeouts {
  /** One try, from sending to the last byte of the answer. */
  readonly tryMs: number;
  /** The whole call: waiting for its turn, every try and the pauses between them. */
  readonly totalMs: number;
}

/** What one try came to, for metrics. Never holds a path, a body or a token. */
export interface ResponseInfo {
  readonly endpoint: string;
  readonly method: HttpMethod;
  /** Null when there was no answer. */
  readonly status: number | null;
  /** CircleCI's id of the request, for its support; null when it named none. */
  readonly requestId: string | null;
  readonly ms: number;
  readonly attempt: number;
  readonly priority: Priority;
}

/** Per call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** `interactive` (the default): a person waits, go first. `background`: give way while the budget is low. */
  readonly priority?: Priority | undefined;
  /** Milliseconds for the whole call, instead of the client's `totalMs`. */
  readonly timeoutMs?: number | undefined;
}

/** What every request of a client shares. */
export interface RequestContext {
  readonly dispatcher: Dispatcher;
  readonly hosts: Hosts;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeouts: Timeouts;
  readonly maxBodyBytes: number;
  readonly budgets: Readonly<Record<'v2' | 'v3' | 'runner', RateBudget>>;
  readonly slots: Slots;
  readonly inFlight: InFlight;
  readonly clock: ServerClock;
  /** Aborted when the client is closed. */
  readonly closed: AbortSignal;
  readonly onResponse: (info: ResponseInfo) => void;
  readonly onCall: () => () => void;
  readonly random: () => number;
  readonly token: string;
}

/** One call on its way. */
export interface Call {
  /** `workflows.approve` */
  readonly id: string;
  readonly row: Endpoint;
  readonly priority: Priority;
  /** When the whole call has to be over, on the clock of `performance.now()`. */
  readonly deadline: number;
  /** Until when it may wait because of the rate limit: a person's call not for as long as it may take. */
  readonly pauseDeadline: number;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  /** What may be in no error. */
  readonly secrets: readonly string[];
}

/** Why `closed` was aborted. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError';
}
