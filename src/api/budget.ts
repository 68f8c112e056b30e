import { parseRateLimit } from './rate-limit.ts';
import { LONGEST_PAUSE_MS, parseRetryAfter } from './retry-after.ts';

export type Priority = 'interactive' | 'background';

export interface BudgetState {
  /** Requests allowed in the window; null until CircleCI has said so. */
  readonly limit: number | null;
  readonly remaining: number | null;
  /** When the window starts anew, milliseconds since the epoch. */
  readonly resetAt: number | null;
  /** CircleCI asked for a pause until then, milliseconds since the epoch. */
  readonly pausedUntil: number | null;
}

/** What is known of CircleCI's rate limit, for callers that can wait. */
export interface Budget {
  readonly state: () => BudgetState;
  /** Milliseconds until a call of this priority should be made; 0 when it need not wait. */
  readonly waitMs: (priority: Priority) => number;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A person's call waits out a pause this short; with a longer one it is tried at once, and the person hears the truth. */
export const INTERACTIVE_PAUSE_MS = 10_000;
/** The part of the window that is kept for people. */
const RESERVE = 0.1;
const RESERVE_WITHOUT_LIMIT = 5;
/** When CircleCI does not say when the window starts anew. */
const UNKNOWN_RESET_MS = 1_000;
/** A 429 without `Retry-After`. */
const UNKNOWN_PAUSE_MS = 1_000;

/** One per host. Fed by every response, and by every request, because answers lag behind what is under way. */
export class RateBudget implements Budget {
  #limit: number | null = null;
  #remaining: number | null = null;
  #resetAt = 0;
  #pausedUntil = 0;
  readonly #now: () => number;
  readonly #onPause: (until: Date) => void;

  /** @param onPause called once for each pause that is longer than people's calls wait */
  constructor(now: () => number, onPause: (until: Date) => void = () => {}) {
    this.#now = now;
    this.#onPause = onPause;
  }

  /** Call before each request. */
  spend(): void {
    if (this.#remaining !== null && this.#remaining > 0) this.#remaining -= 1;
  }

  /** Call with each response. */
  observe(status: number, headers: Headers): void {
    const now = this.#now();
    const said = parseRateLimit(headers, now);
    if (said !== null) {
      this.#limit = said.limit;
      this.#remaining = said.remaining;
      this.#resetAt = now + Math.min(said.resetMs ?? UNKNOWN_RESET_MS, LONGEST_PAUSE_MS);
    }
    const header = headers['retry-after'];
    const pause = parseRetryAfter(Array.isArray(header) ? header[0] : header, now);
    if (status === 429) this.#pause(now, pause ?? UNKNOWN_PAUSE_MS);
    else if (status === 503 && pause !== null) this.#pause(now, pause);
  }

  #pause(now: number, ms: number): void {
    const isNew = this.#pausedUntil <= now;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
    if (isNew && ms > INTERACTIVE_PAUSE_MS) this.#onPause(new Date(this.#pausedUntil));
  }

  state(): BudgetState {
    const now = this.#now();
    const current = this.#remaining !== null && this.#resetAt > now;
    return {
      limit: this.#limit,
      remaining: current ? this.#remaining : null,
      resetAt: current ? this.#resetAt : null,
      pausedUntil: this.#pausedUntil > now ? this.#pausedUntil : null,
    };
  }

  waitMs(priority: Priority): number {
    const { remaining, resetAt, pausedUntil } = this.state();
    const pause = pausedUntil === null ? 0 : pausedUntil - this.#now();
    if (priority === 'interactive') return pause <= INTERACTIVE_PAUSE_MS ? pause : 0;
    const isLow = remaining !== null && resetAt !== null && remaining <= this.#reserve();
    return isLow ? Math.max(pause, resetAt - this.#now()) : pause;
  }

  #reserve(): number {
    return this.#limit === null ? RESERVE_WITHOUT_LIMIT : Math.ceil(this.#limit * RESERVE);
  }
}
