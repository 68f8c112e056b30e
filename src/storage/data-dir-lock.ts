import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createLease, type DataDirLease, renewLease } from './data-dir-lease.ts';

/** The embedded database is one process's: two on one folder would each see what the other does not, and lose it. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  readonly code = 'data_dir_in_use';

  constructor(dataDir: string, holder: string) {
    super(
      `DATA_DIR ${dataDir} is in use by another process (${holder.split(' ').slice(0, 2).join(' ')}). Stop that one, or give this one a folder of its own; several replicas need a PostgreSQL server (DATABASE_URL).`,
    );
  }
}

export interface DataDirLock {
  readonly lease: DataDirLease;
  /** Gives the folder back. */
  release(): Promise<void>;
}

/** The holder touches the lock's file this often. */
const TOUCH_EVERY_MS = 2_000;
/** Seen untouched for this long, by this process's own clock, its holder is dead or frozen, wherever it runs. */
const STALE_MS = 10_000;
/** After taking over from a holder that may only be frozen: in this time it wakes up, finds out, and ends. */
const YIELD_MS = 3_000;
const LOOK_EVERY_MS = 200;

/**
 * Takes a folder for this process, also across containers that share it.
 *
 * @throws DataDirInUse when another process has it, after waiting in case that one died a moment ago
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const path = join(dataDir, 'in-use');
  const me = `${hostname()} ${process.pid} ${place()} ${randomUUID()}`;
  let first: { readonly state: string; readonly at: number } | null = null;
  while (!(await create(path, me))) {
    const holder = await holderOf(path);
    const state = `${holder} ${(await stat(path).catch(() => null))?.mtimeMs}`;
    first ??= { state, at: performance.now() };
    if (state !== first.state) throw new DataDirInUse(dataDir, holder);
    const dead = isDead(holder);
    if (dead || performance.now() - first.at > STALE_MS) {
      await rm(path, { force: true });
      if ((await create(path, me)) && (await isMineAfter(dead ? LOOK_EVERY_MS : YIELD_MS, path, me))) break;
      first = null;
    }
    await pause(LOOK_EVERY_MS);
  }
  const lease = createLease(path, me);
  const touching = setInterval(() => {
    try {
      renewLease(lease);
    } catch {
      // Not renewed, the lease ends, and then nothing is written.
    }
  }, TOUCH_EVERY_MS);
  touching.unref();
  return {
    lease,
    async release() {
      clearInterval(touching);
      if ((await holderOf(path)) === me) await rm(path, { force: true });
    },
  };
}

async function create(path: string, me: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(me);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Two processes that start at once may both take over; the later one stays. */
async function isMineAfter(ms: number, path: string, me: string): Promise<boolean> {
  await pause(ms);
  return (await holderOf(path)) === me;
}

/**
 * Where a process id means something: this boot of the machine, and on Linux its namespace of process ids. Host names
 * and process ids do not tell containers apart.
 */
function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return `host/${hostname()}`;
  }
}

/** Dead for certain: no process in this place has its id. One that has may be another one. */
function isDead(holder: string): boolean {
  const [, pid = '', where] = holder.split(' ');
  return where === place() && /^\d+$/.test(pid) && !processRuns(Number(pid));
}

function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function holderOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
