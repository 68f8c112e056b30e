export type KeyedLock = ReturnType<typeof createKeyedLock>;

/**
 * @returns a function that runs tasks of one key one after the other and of different keys side by side;
 * a task that throws does not keep the next from running
 */
export function createKeyedLock() {
  const tails = new Map<string, Promise<unknown>>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    const tail = mine.catch(() => {});
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
