import { listenForAbort, type Signals, throwIfAborted } from './abort.ts';

/**
 * @param ms how long
 * @param signals any of them ends it early
 * @throws the reason of a signal that is aborted, before or meanwhile
 */
export async function sleep(ms: number, signals: Signals): Promise<void> {
  throwIfAborted(signals);
  await new Promise<void>((resolve, reject) => {
    const stop = listenForAbort(signals, (reason) => {
      clearTimeout(timer);
      stop();
      reject(reason);
    });
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, ms);
  });
}
