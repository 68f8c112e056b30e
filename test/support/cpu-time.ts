/**
 * @param work runs at once, without waiting for anything
 * @returns milliseconds of this process's own work: a busy machine makes it take longer, but not more
 */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
