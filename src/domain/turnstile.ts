/** Lets so many pieces of work go on at once; the others wait, first come first served. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/** @param most how many at once */
export function createTurnstile(most: number): Turnstile {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over: nobody who comes just now gets in between.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
