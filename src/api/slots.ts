import { listenForAbort, type Signals, throwIfAborted } from './abort.ts';

/** No place: too many wait already (`full`), or none became free in time (`late`). */
export class NoSlotError extends Error {
  override readonly name = 'NoSlotError';
  readonly why: 'full' | 'late';

  constructor(why: 'full' | 'late') {
    super(why);
    this.why = why;
  }
}

/**
 * A few places and a bounded line in front of them. Background calls pass through it, so that they never fill
 * the connection pool and a click finds one free.
 */
export class Slots {
  #free: number;
  readonly #maxWaiting: number;
  readonly #line = new Set<() => void>();

  constructor(places: number, maxWaiting: number) {
    this.#free = places;
    this.#maxWaiting = maxWaiting;
  }

  /**
   * @param timeoutMs the longest wait
   * @returns when a place is free; call `release` once afterwards
   * @throws NoSlotError; or the reason of a signal that is aborted
   */
  async acquire(timeoutMs: number, signals: Signals): Promise<void> {
    throwIfAborted(signals);
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#line.size >= this.#maxWaiting) throw new NoSlotError('full');
    await new Promise<void>((resolve, reject) => {
      const leave = (then: () => void) => {
        this.#line.delete(grant);
        clearTimeout(timer);
        stop();
        then();
      };
      const grant = () => leave(resolve);
      const stop = listenForAbort(signals, (reason) => leave(() => reject(reason)));
      const timer = setTimeout(() => leave(() => reject(new NoSlotError('late'))), timeoutMs);
      this.#line.add(grant);
    });
  }

  release(): void {
    const [next] = this.#line;
    if (next === undefined) this.#free += 1;
    else next();
  }
}
