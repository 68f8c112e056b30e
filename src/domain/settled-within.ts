/** Resolves when the promise has settled, whether it was fulfilled or not, and at the latest after `ms` milliseconds. */
export async function settledWithin(promise: Promise<unknown>, ms: number): Promise<void> {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const settled = () => resolve();
  promise.then(settled, settled);
  await done;
  clearTimeout(timer);
}
