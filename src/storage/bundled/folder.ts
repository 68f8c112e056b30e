import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from '../storage-error.ts';
import { type Programs, usablePrograms } from './programs.ts';
import { run } from './run.ts';
import { closedFolderAbove, type ServerUser, serverUser } from './user.ts';

/** A data folder that a server can be started on. */
export interface ServerFolder {
  readonly path: string;
  readonly programs: Programs;
  readonly user: ServerUser | null;
  /** Of the database's only user; null where a Unix socket needs none. */
  readonly password: string | null;
}

export const DATABASE_USER = 'circleci_chatops';
const NAME = 'postgres';
/** In the data folder, which only its owner may enter. */
const PASSWORD_FILE = 'circleci-chatops-password';
const MAJOR_VERSION = '18';
const SOCKET = '.s.PGSQL.5432';
/** Bytes of `sun_path`, without the end of the text. Source: unix(7); on macOS `sys/un.h`. */
const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103;

/**
 * Makes `dataDir` and the server's data folder in it, unless they are there.
 *
 * @param given the absolute path of `dataDir`
 * @param withPassword whether a new data folder asks its user for a password
 * @throws StorageError when the folder cannot be used; what was in it is as before
 */
export async function prepareFolder(
  given: string,
  installed: Programs,
  withPassword: boolean,
): Promise<ServerFolder> {
  // As root others may pass through: the server's user has to.
  await mkdir(given, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  // Without symbolic links, as the system names the folder that a process works in.
  const dataDir = await realpath(given);
  const path = join(dataDir, NAME);
  if (!withPassword && Buffer.byteLength(join(path, SOCKET)) > LONGEST_SOCKET_PATH) {
    throw new StorageError(
      `The path of DATA_DIR ${dataDir} is too long for the socket of its database, which may have ${LONGEST_SOCKET_PATH} bytes (${join(path, SOCKET)}). Set DATA_DIR to a shorter one.`,
    );
  }
  await refuseOtherDatabases(dataDir);
  const user = await serverUser(path);
  if (user !== null) await letEnter(dataDir, user);
  const programs = await usablePrograms(installed, user, dataDir);
  if ((await versionOf(path)) === null) await initialize(path, programs, user, withPassword);
  const password = withPassword ? await readFile(join(path, PASSWORD_FILE), 'utf8') : null;
  return { path, programs, user, password };
}

/** The server's user only passes through `dataDir`: it cannot list it. */
async function letEnter(dataDir: string, user: ServerUser): Promise<void> {
  const path = join(dataDir, NAME);
  if ((await closedFolderAbove(path, user)) === dataDir && (await stat(dataDir)).uid === 0) {
    await chmod(dataDir, (await stat(dataDir)).mode | 0o011);
  }
  const closed = await closedFolderAbove(path, user);
  if (closed === null) return;
  throw new StorageError(
    `DATA_DIR ${dataDir} cannot be used as root: PostgreSQL refuses root, so it runs as the user with id ${user.uid}, which may not enter ${closed}. Set DATA_DIR to a folder such as /var/lib/circleci-chatops, or start the program as another user.`,
  );
}

async function refuseOtherDatabases(dataDir: string): Promise<void> {
  for (const entry of await readdir(dataDir)) {
    if (entry.startsWith(`${NAME}.`)) continue;
    // What cannot be read, such as a disk's `lost+found`, does not matter unless it is the database itself.
    const version = await versionOf(join(dataDir, entry)).catch((error: unknown) => {
      if (entry === NAME) throw error;
      return null;
    });
    if (version === null) continue;
    if (entry !== NAME) {
      throw new StorageError(
        `DATA_DIR ${dataDir} holds the database of an earlier version of the program, in ${entry}, which this version cannot read. Move it away or set DATA_DIR to another folder; the bot then starts with an empty database.`,
      );
    }
    if (version !== MAJOR_VERSION) {
      throw new StorageError(
        `The database in DATA_DIR ${dataDir} is of PostgreSQL ${version}; this version of the program brings PostgreSQL ${MAJOR_VERSION}. Start the version that made it, or dump it with pg_dump of ${version} and restore it into a new folder.`,
      );
    }
  }
}

/** @returns the major version of the database in a folder, or null when there is none */
async function versionOf(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return text === null ? null : text.trim();
}

/** In a folder next to it, renamed when it is complete: a start that is cut off leaves no half of a database. */
async function initialize(
  path: string,
  programs: Programs,
  user: ServerUser | null,
  withPassword: boolean,
): Promise<void> {
  const dataDir = join(path, '..');
  if ((await lstat(path).catch(() => null)) !== null && (await readdir(path)).length > 0) {
    throw new StorageError(
      `${path} is not empty and holds no database. Restore it from a backup, or move it away; the bot then starts with an empty database.`,
    );
  }
  const making = await mkdtemp(join(dataDir, `${NAME}.`));
  const data = join(making, 'data');
  const passwordFile = join(making, PASSWORD_FILE);
  try {
    await mkdir(data, { mode: 0o700 });
    if (withPassword) await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    const made = withPassword ? [making, data, passwordFile] : [making, data];
    if (user !== null) for (const one of made) await chown(one, user.uid, user.gid);
    await run(programs.initdb, initdbArguments(data, withPassword ? passwordFile : null), user);
    if (withPassword) await rename(passwordFile, join(data, PASSWORD_FILE));
    await rename(data, path).catch(async (error: unknown) => {
      // Another process that starts at the same time was faster; its folder is as good.
      if ((await versionOf(path)) === null) throw error;
    });
    await syncFolder(dataDir);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

function initdbArguments(folder: string, passwordFile: string | null): readonly string[] {
  const all = [
    ...[`--pgdata=${folder}`, `--username=${DATABASE_USER}`],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ];
  if (passwordFile === null) return [...all, '--auth=trust'];
  return [...all, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
}

/** So that the new name survives a power loss too. Windows cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
