import { readFileSync, utimesSync, writeSync } from 'node:fs';

/** What a thread needs to know of this process's hold on `DATA_DIR`. Threads share it. */
export interface DataDirLease {
  /** The lock's file. */
  readonly path: string;
  /** What stands in it while this process holds the folder. */
  readonly holder: string;
  /** One number: when the file was last seen to be this process's and touched, in nanoseconds of the monotonic clock. */
  readonly renewedAt: BigInt64Array<SharedArrayBuffer>;
}

/** Shorter than another process waits before it takes a folder over. */
const VALID_NS = 8_000_000_000n;

export function createLease(path: string, holder: string): DataDirLease {
  const renewedAt = new BigInt64Array(new SharedArrayBuffer(8));
  renewedAt[0] = process.hrtime.bigint();
  return { path, holder, renewedAt };
}

/**
 * Touches the lock's file if it is still this process's. When another process has taken the folder over, which it does
 * after this one was frozen, this one ends at once: whatever it still wrote would damage the database.
 *
 * @throws when the file cannot be read or touched
 */
export function renewLease({ path, holder, renewedAt }: DataDirLease): void {
  const now = process.hrtime.bigint();
  if (readFileSync(path, 'utf8') !== holder) {
    writeSync(
      2,
      `Another process has taken over the folder of ${path} while this one was frozen. This one ends.\n`,
    );
    // Not `exit`: that lets other threads go on for a moment.
    process.kill(process.pid, 'SIGKILL');
  }
  utimesSync(path, new Date(), new Date());
  Atomics.store(renewedAt, 0, now);
}

/** To be called before anything is written: after a freeze nothing is, until the folder is known to be still held. */
export function checkLease(lease: DataDirLease): void {
  if (process.hrtime.bigint() - Atomics.load(lease.renewedAt, 0) > VALID_NS) renewLease(lease);
}
