/** Work that goes on after its acknowledgement, so that a stop can wait for it. */
export interface Running {
  /** Keeps hold of it until it ends; failures are given to `onError` and go no further. */
  track(work: Promise<void>): void;
  /** Resolves when nothing runs, or when the time is up. @returns how much still runs */
  settle(timeoutMs: number): Promise<number>;
}

export function createRunning(onError: (error: unknown) => void): Running {
  const running = new Set<Promise<void>>();
  return {
    track(work) {
      const tracked = work.catch(onError).finally(() => running.delete(tracked));
      running.add(tracked);
    },
    async settle(timeoutMs) {
      const { promise: timeUp, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      const allDone = (async () => {
        while (running.size > 0) await Promise.all(running);
      })();
      await Promise.race([allDone, timeUp]);
      clearTimeout(timer);
      return running.size;
    },
  };
}
