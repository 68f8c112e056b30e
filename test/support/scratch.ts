import { mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps what is in there in memory: a copy of a database takes a tenth of the time. Containers have little of it. */
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 4 * 1024 ** 3;

/** Makes a folder for a test's files, which the test deletes. */
export async function scratchFolder(prefix: string): Promise<string> {
  const memory = await statfs(MEMORY).catch(() => null);
  const isRoomy = memory !== null && memory.bavail * memory.bsize > ENOUGH_BYTES;
  return mkdtemp(join(isRoomy ? MEMORY : tmpdir(), prefix));
}
