/** Whoever comes faster than this is worked off has to wait, or what waits would grow without an end. */
const MOST_WAITING = 100;

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Starts pieces of work in the order they come, one in each turn of the event loop. In between, what has come in
 * meanwhile is read and acknowledged: twenty commands that are ready at once would keep the program's thread for tens of
 * milliseconds, and everyone who waits for an acknowledgement with it.
 *
 * When too much waits, the oldest starts at once: then the thread is kept, and whoever sends more is held up by it.
 *
 * @returns takes work to start and settles as that does
 */
export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  const startNext = () => {
    const start = waiting.shift();
    if (waiting.length > 0) setImmediate(startNext);
    start?.();
  };
  return async (work) => {
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(startNext);
    if (waiting.length > MOST_WAITING) waiting.shift()?.();
    await turn;
    return work();
  };
}
