import { Agent, type Dispatcher } from 'undici';
import { type Budget, RateBudget } from './budget.ts';
import type { CallInput } from './check-input.ts';
import {
  type CallOptions,
  ClosedError,
  type RequestContext,
  type ResponseInfo,
  type Timeouts,
} from './context.ts';
import { type InputOf, LOG_BODY_BYTES, type OutputOf } from './endpoint.ts';
import { resolveHosts } from './hosts.ts';
import { InFlight } from './in-flight.ts';
import { paginate } from './paginate.ts';
import { allRows } from './registry.ts';
import { request } from './request.ts';
import { resources } from './resources/index.ts';
import { ServerClock } from './server-clock.ts';
import { Slots } from './slots.ts';
import { readStepOutput, type StepOutput, type StepOutputInput } from './step-output.ts';

export interface CircleCIOptions {
  /** A personal API token; project tokens do not work on API v2. */
  readonly token: string;
  /** `https://circleci.com`, or the address of a Server. */
  readonly url: string;
  /** Of the program, for the user agent. */
  readonly version?: string;
  /** The most connections to one host; 10 unless told. At most half of them serve background calls. */
  readonly poolSize?: number;
  readonly timeouts?: Partial<Timeouts>;
  /** Where the runner API is; unless told, its own host on Cloud and `url` on Server. */
  readonly runnerUrl?: string;
  /** Whether `url` is a Server, which lacks some endpoints; unless told, everything but circleci.com is. */
  readonly server?: boolean;
  /** Instead of a pool of the client's own, for a proxy say. It is not closed by `close`. */
  readonly dispatcher?: Dispatcher;
  /** Called after each try; what it throws is ignored. */
  readonly onResponse?: (info: ResponseInfo) => void;
  /** Called when a call begins; what it returns is called when that call is over. Neither may throw. */
  readonly onCall?: () => () => void;
  /** Called when CircleCI asks for a pause in which the background waits; what it throws is ignored. */
  readonly onPause?: (until: Date) => void;
  /** The longest answer that is read of any endpoint, where the endpoint's own limit is not lower. */
  readonly maxBodyBytes?: number;
  /** Where jitter comes from, from 0 up to 1; Math.random unless told. */
  readonly random?: () => number;
}

/** An endpoint as a method: `circleci.workflows.approve({ path: { id, approval_request_id } })`. */
export type CallOf<E> =
  Record<never, never> extends InputOf<E>
    ? (input?: InputOf<E>, options?: CallOptions) => Promise<OutputOf<E>>
    : (input: InputOf<E>, options?: CallOptions) => Promise<OutputOf<E>>;

type Resources = typeof resources;
type Calls = {
  readonly [R in keyof Resources]: { readonly [M in keyof Resources[R]]: CallOf<Resources[R][M]> };
};

/** The calls alone, as somebody else or with somebody listening. */
export type ActingCircleCI = Calls;

export interface ActingOptions {
  /** Whose calls they are; the client's own unless told. */
  readonly token?: string;
  /** Called after each try, as `CircleCIOptions.onResponse` is too. */
  readonly onResponse?: (info: ResponseInfo) => void;
}

export interface CircleCI extends Omit<Calls, 'jobs'> {
  /**
   * @returns the same calls over the same connections. With a token they are that person's, and the rate limit is
   *   theirs too; the token is masked wherever it might show.
   * @throws TypeError for an empty token
   */
  readonly acting: (options: ActingOptions) => ActingCircleCI;
  readonly jobs: Calls['jobs'] & {
    /** What a job's steps printed, by whichever API the host offers. */
    readonly stepOutput: (input: StepOutputInput, options?: CallOptions) => Promise<StepOutput>;
  };
  readonly paginate: typeof paginate;
  /** Of API v2 and v1.1, which is what nearly all calls go to. */
  readonly budget: Budget;
  /** Until when background calls with the client's own token wait because CircleCI asked for it, of whichever API is latest. */
  readonly pausedUntil: () => Date | null;
  /** What CircleCI's own clock shows; null while it has not answered yet. */
  readonly clock: () => Date | null;
  /**
   * Ends waiting calls at once and waits for those under way, at most `graceMs` (5 s unless told), after which
   * their connections are cut.
   */
  readonly close: (graceMs?: number) => Promise<void>;
}

const DEFAULTS = { poolSize: 10, tryMs: 10_000, totalMs: 30_000, maxBodyBytes: LOG_BODY_BYTES };
const MOST_WAITING_IN_BACKGROUND = 1_000;

/**
 * A client for everything CircleCI offers, on one connection pool.
 *
 * @throws TypeError for an empty token or an address that is none
 */
export function createCircleCI(options: CircleCIOptions): CircleCI {
  const closing = new AbortController();
  const poolSize = options.poolSize ?? DEFAULTS.poolSize;
  // HTTP/2 would put every call on one connection, which one slow answer can stall; see decision 0021.
  const ownPool =
    options.dispatcher === undefined ? new Agent({ connections: poolSize, allowH2: false }) : null;
  const context = toContext(options, options.dispatcher ?? ownPool ?? new Agent(), closing.signal);
  const calls = toCalls(context);
  return {
    ...calls,
    jobs: {
      ...calls.jobs,
      stepOutput: (input, callOptions = {}) => readStepOutput(context, input, callOptions),
    },
    acting: (options) => toCalls(actingContext(context, options)),
    paginate,
    budget: context.budgets.v2,
    pausedUntil: () => latestPause(context.budgets),
    clock: () => context.clock.now(),
    close: async (graceMs = 5_000) => {
      closing.abort(new ClosedError());
      await context.inFlight.idle(graceMs);
      // `Agent.close` forgets its connections, so that nothing could cut them after it.
      await ownPool?.destroy();
    },
  };
}

function toContext(options: CircleCIOptions, dispatcher: Dispatcher, closed: AbortSignal): RequestContext {
  const { token, timeouts } = options;
  if (token.trim() === '') throw new TypeError('createCircleCI: token must not be empty');
  const poolSize = options.poolSize ?? DEFAULTS.poolSize;
  return {
    dispatcher,
    hosts: resolveHosts(options),
    headers: {
      accept: 'application/json',
      'circle-token': token,
      'user-agent': `circleci-chatops/${options.version ?? 'dev'}`,
    },
    timeouts: {
      tryMs: timeouts?.tryMs ?? DEFAULTS.tryMs,
      totalMs: timeouts?.totalMs ?? DEFAULTS.totalMs,
    },
    maxBodyBytes: options.maxBodyBytes ?? DEFAULTS.maxBodyBytes,
    budgets: newBudgets((until) => ignoringErrors(() => options.onPause?.(until))),
    slots: new Slots(Math.max(1, Math.floor(poolSize / 2)), MOST_WAITING_IN_BACKGROUND),
    inFlight: new InFlight(),
    clock: new ServerClock(),
    closed,
    onResponse: (info) => ignoringErrors(() => options.onResponse?.(info)),
    onCall: options.onCall ?? (() => () => {}),
    random: options.random ?? Math.random,
    token,
  };
}

/** A broken metric must not turn an approval that happened into one that seems to have failed. */
function ignoringErrors(tell: () => void): void {
  try {
    tell();
  } catch {}
}

function newBudgets(onPause?: (until: Date) => void): RequestContext['budgets'] {
  const budget = () => new RateBudget(Date.now, onPause);
  return { v2: budget(), v3: budget(), runner: budget() };
}

function latestPause(budgets: RequestContext['budgets']): Date | null {
  const pauses = Object.values(budgets).map((budget) => budget.state().pausedUntil ?? 0);
  const latest = Math.max(...pauses);
  return latest === 0 ? null : new Date(latest);
}

function actingContext(context: RequestContext, { token, onResponse }: ActingOptions): RequestContext {
  if (token?.trim() === '') throw new TypeError('acting: token must not be empty');
  const listening = {
    ...context,
    onResponse: (info: ResponseInfo) => {
      context.onResponse(info);
      onResponse?.(info);
    },
  };
  if (token === undefined) return listening;
  const headers = { ...context.headers, 'circle-token': token };
  return { ...listening, headers, token, budgets: newBudgets() };
}

function toCalls(context: RequestContext): Calls {
  const calls: Record<string, Record<string, unknown>> = {};
  for (const { resource, name, id, row } of allRows()) {
    const methods = calls[resource] ?? {};
    methods[name] = (input: CallInput = {}, options: CallOptions = {}) =>
      request(context, id, row, input, options);
    calls[resource] = methods;
  }
  if (!isComplete(calls)) throw new Error('the registry of endpoints and its types have come apart');
  return calls;
}

/** The methods are made in a loop, which the type checker cannot follow; so it is looked at. */
function isComplete(calls: Readonly<Record<string, Readonly<Record<string, unknown>>>>): calls is Calls {
  return Object.entries(resources).every(([resource, rows]) =>
    Object.keys(rows).every((name) => typeof calls[resource]?.[name] === 'function'),
  );
}
