import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The embedded database is one process's: two on one folder would each see what the other does not, and lose it. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  readonly code = 'data_dir_in_use';

  constructor(dataDir: string, holder: string) {
    super(
      `DATA_DIR ${dataDir} is in use by another process (${holder}). Stop that one, or give this one a folder of its own; several replicas need a PostgreSQL server (DATABASE_URL).`,
    );
  }
}

/** The lock's file is touched this often; untouched for `STALE_MS`, its holder is dead wherever it ran. */
const TOUCH_EVERY_MS = 2_000;
const STALE_MS = 10_000;

/**
 * Takes a folder for this process, also across containers that share it.
 *
 * @returns gives the folder back
 * @throws DataDirInUse when another process has it, after waiting in case that one died a moment ago
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'in-use');
  const deadline = Date.now() + STALE_MS + TOUCH_EVERY_MS;
  while (!(await create(path))) {
    if (await isStale(path)) await rm(path, { force: true });
    else if (await isAlive(path)) throw new DataDirInUse(dataDir, await holderOf(path));
    else if (Date.now() > deadline) throw new DataDirInUse(dataDir, await holderOf(path));
    else await pause(200);
  }
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_EVERY_MS);
  touching.unref();
  return async () => {
    clearInterval(touching);
    await rm(path, { force: true });
  };
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(me());
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Dead for certain: its process is gone from this machine, or it has not touched the file for long. */
async function isStale(path: string): Promise<boolean> {
  const touched = await stat(path).catch(() => null);
  if (touched === null) return false;
  const holder = await holderOf(path);
  if (holder === me()) return true;
  const [host, pid] = split(holder);
  if (host === hostname() && pid !== null && !processRuns(pid)) return true;
  return Date.now() - touched.mtimeMs > STALE_MS;
}

/** Alive for certain, so that waiting is of no use. */
async function isAlive(path: string): Promise<boolean> {
  const [host, pid] = split(await holderOf(path));
  return host === hostname() && pid !== null && processRuns(pid);
}

function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const me = () => `${hostname()} ${process.pid}`;

async function holderOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

function split(holder: string): [host: string, pid: number | null] {
  const [host = '', pid = ''] = holder.split(' ');
  return [host, /^\d+$/.test(pid) ? Number(pid) : null];
}
