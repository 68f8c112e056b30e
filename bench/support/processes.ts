import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns bytes of memory, each page that processes share divided among them. Source: proc_pid_smaps(5), `Pss` */
export async function pssBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  if (kibibytes === undefined) throw new Error(`process ${pid} has no memory`);
  return Number(kibibytes) * 1024;
}

/** @returns milliseconds of CPU time so far. The kernel counts in hundredths of a second. Source: proc_pid_stat(5), fields 14 and 15 */
export async function cpuMs(pid: number): Promise<number> {
  const fields = await statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** @returns the processes of the server whose data is in `dataDir`; none where no server runs there */
export async function serverPids(dataDir: string): Promise<readonly number[]> {
  const lock = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
  const postmaster = Number(lock.split('\n')[0]);
  if (!(postmaster > 0)) return [];
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const parents = await Promise.all(pids.map(async (pid) => Number((await statOf(pid).catch(() => []))[1])));
  return [postmaster, ...pids.filter((_, index) => parents[index] === postmaster)];
}

/** @returns the fields after the command's name, which may have spaces */
async function statOf(pid: number): Promise<readonly string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
