/** Several signals of which each may end the same wait; undefined ones never do. */
export type Signals = readonly (AbortSignal | undefined)[];

/** @throws the reason of the first signal that is aborted */
export function throwIfAborted(signals: Signals): void {
  for (const signal of signals) signal?.throwIfAborted();
}

/**
 * Listens until told to stop. Not `AbortSignal.any`: that leaves something behind on a signal that outlives the call,
 * as the client's own does.
 *
 * @param onAbort gets the reason; it is not called for a signal that is aborted already
 * @returns stops listening
 */
export function listenForAbort(signals: Signals, onAbort: (reason: unknown) => void): () => void {
  const stops = signals.map((signal) => {
    const listener = () => onAbort(signal?.reason);
    signal?.addEventListener('abort', listener, { once: true });
    return () => signal?.removeEventListener('abort', listener);
  });
  return () => {
    for (const stop of stops) stop();
  };
}
