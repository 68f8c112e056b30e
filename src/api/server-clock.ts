/**
 * CircleCI's own clock, by the `Date` header of its answers. A clock here may be wrong or be set; how late something
 * is that CircleCI tells of must not depend on that.
 */
export class ServerClock {
  #said = 0;
  #heardAt: number | null = null;
  readonly #elapsed: () => number;

  /** @param elapsed milliseconds on a clock that is never set */
  constructor(elapsed: () => number = () => performance.now()) {
    this.#elapsed = elapsed;
  }

  /** Call with each response. */
  observe(headers: Readonly<Record<string, string | string[] | undefined>>): void {
    const { date } = headers;
    const said = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(said)) return;
    this.#said = said;
    this.#heardAt = this.#elapsed();
  }

  /** @returns what CircleCI's clock shows, to the second; null before its first answer and where a proxy drops the header */
  now(): Date | null {
    if (this.#heardAt === null) return null;
    return new Date(this.#said + this.#elapsed() - this.#heardAt);
  }
}
