/** Counts what is under way, so that closing can wait for it. */
export class InFlight {
  #count = 0;
  #whenIdle: (() => void)[] = [];

  /** Call when something starts, and `leave` once when it is over. */
  enter(): void {
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count === 0) for (const wake of this.#whenIdle.splice(0)) wake();
  }

  /** @returns when nothing is under way, or after `graceMs` milliseconds */
  idle(graceMs: number): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#whenIdle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
