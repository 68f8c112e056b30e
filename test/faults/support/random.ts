/** Random numbers that a seed brings back, so that a run that failed can be repeated. */
export interface Random {
  readonly seed: number;
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** @throws when there is nothing to choose from */
  oneOf<T>(items: readonly T[]): T;
}

/** @param seed `FAULTS_SEED` of the environment unless told, else another one each time */
export function createRandom(
  seed = Number(process.env.FAULTS_SEED ?? Math.trunc(Math.random() * 1e9)),
): Random {
  let state = seed >>> 0;
  // The mulberry32 generator: 32 bits of state are plenty for a few hundred choices.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    seed,
    next,
    between: (least, most) => least + Math.trunc(next() * (most - least + 1)),
    oneOf(items) {
      const item = items[Math.trunc(next() * items.length)];
      if (item === undefined) throw new Error('there is nothing to choose from');
      return item;
    },
  };
}
