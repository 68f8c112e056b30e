import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { redactText } from '../telemetry/secrets.ts';

/** The database cannot be opened or used; the message says why and what to do, without a secret. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code = 'storage_unusable';
}

/** With less free space than this the bundled server cannot start: it makes a log segment of 16 MB and its sockets. */
const FULL_BYTES = 32 * 1024 * 1024;

/** @returns the error as a sentence, for one that came from opening or preparing a PostgreSQL server's database */
export function explainServerError(error: unknown, url: string): StorageError {
  const { address, user, database } = partsOf(url);
  const code = textIn(error, 'code');
  const said = messageOf(error);
  const newer = newerMigration(said);
  if (newer !== null) return explained(error, newer);
  const known = sentences({ address, user, database, code, said, path: textIn(error, 'path') });
  const sentence = known.find(([applies]) => applies)?.[1];
  return explained(
    error,
    sentence ??
      `The database at ${address} cannot be used: ${said || code}. Check DATABASE_URL and the server’s log.`,
  );
}

interface Facts {
  readonly address: string;
  readonly user: string;
  readonly database: string;
  readonly code: string;
  readonly said: string;
  readonly path: string;
}

/** SQLSTATEs: PostgreSQL docs, appendix A. Other codes are those of Node.js and OpenSSL. */
function sentences({
  address,
  user,
  database,
  code,
  said,
  path,
}: Facts): readonly (readonly [boolean, string])[] {
  const is = (...codes: readonly string[]) => codes.includes(code);
  return [
    [
      is('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'),
      `The host of DATABASE_URL, ${address}, cannot be found (${code}). Check its name, and that this machine can resolve it.`,
    ],
    [
      is('ECONNREFUSED'),
      `No PostgreSQL server answers at ${address} (${code}). Start it, or correct DATABASE_URL.`,
    ],
    [
      is('ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH') || /timeout/i.test(said),
      `The PostgreSQL server at ${address} did not answer in time. Check DATABASE_URL, the network and the firewalls in between.`,
    ],
    [
      is('ECONNRESET', 'EPIPE') || /terminated unexpectedly/.test(said),
      `The server at ${address} closed the connection. Check that DATABASE_URL names a PostgreSQL server, and its log.`,
    ],
    [
      is('28P01') || /password must be a string/.test(said),
      `PostgreSQL at ${address} does not accept the password of “${user}”. Correct DATABASE_URL; characters such as / # ? @ in a password are written percent-encoded.`,
    ],
    [
      is('28000'),
      `PostgreSQL at ${address} does not let “${user}” in (${said}). Check the user in DATABASE_URL, and pg_hba.conf on the server.`,
    ],
    [
      is('3D000'),
      `PostgreSQL at ${address} has no database “${database}”. Create it, or correct DATABASE_URL.`,
    ],
    [
      is('42501', '3F000'),
      `“${user}” may not create what the program needs in the database “${database}” (${said}). Make it the owner of the database.`,
    ],
    [
      is('53300'),
      `PostgreSQL at ${address} has no connection left (${said}). Raise max_connections, or stop other clients; each replica opens up to 16.`,
    ],
    [is('53100'), `The disk of PostgreSQL at ${address} is full (${said}). Free some space there.`],
    [
      is('57P03'),
      `PostgreSQL at ${address} does not take connections yet (${said}). Start the program again when it does.`,
    ],
    [
      is('25006'),
      `The database “${database}” at ${address} is read-only (${said}). Let DATABASE_URL name the primary server, and check default_transaction_read_only.`,
    ],
    [
      is('ENOENT', 'EACCES', 'EISDIR') && path !== '',
      `The file ${path}, which DATABASE_URL names, cannot be read (${code}). Correct its path in DATABASE_URL, or put it there.`,
    ],
    [
      /does not support SSL/.test(said),
      `PostgreSQL at ${address} does not offer TLS, which DATABASE_URL asks for. Turn TLS on at the server, or remove sslmode from DATABASE_URL.`,
    ],
    [
      /^(?:SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|CERT_|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO)/.test(code),
      `The TLS connection to PostgreSQL at ${address} failed (${code}). Check the server’s certificate; sslrootcert in DATABASE_URL names the file of the authority that signed it.`,
    ],
  ];
}

/** @returns the error as a sentence, for one that came from starting the bundled server in `dataDir` */
export async function explainFolderError(error: unknown, dataDir: string): Promise<StorageError> {
  const code = textIn(error, 'code');
  const said = messageOf(error);
  const newer = newerMigration(said);
  if (newer !== null) return explained(error, newer);
  const path = textIn(error, 'path') || dataDir;
  if (textIn(error, 'syscall') === 'chown') {
    const sentence = `The owner of ${path} in DATA_DIR ${dataDir} cannot be changed (${code}), which is needed when the program runs as root, because PostgreSQL refuses root. Start the program as the user that owns the folder, or set DATA_DIR to a folder on a local disk.`;
    return explained(error, sentence);
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code) || /Permission denied|Read-only file system/.test(said)) {
    const sentence = `DATA_DIR ${dataDir} cannot be written to (${code || said}). Give the user that runs the program the right to, or set DATA_DIR to another folder.`;
    return explained(error, sentence);
  }
  if (['ENOTDIR', 'EEXIST', 'ENOENT'].includes(code)) {
    const sentence = `DATA_DIR ${dataDir} cannot be used: ${path} or a folder above it is a file (${code}). Set DATA_DIR to another folder, or move the file away.`;
    return explained(error, sentence);
  }
  const disk = await statfs(dataDir).catch(() => null);
  const isFull = ['ENOSPC', '53100'].includes(code) || /No space left on device/.test(said);
  if (isFull || (disk !== null && disk.bavail * disk.bsize < FULL_BYTES)) {
    return explained(error, `The disk with DATA_DIR ${dataDir} is full. Free some space, then start again.`);
  }
  if (/lock file .* already exists/.test(said)) {
    const sentence = `The database in DATA_DIR ${dataDir} looks as if a server runs on it (${said}). If none does, delete postmaster.pid in its folder “postgres”, then start again.`;
    return explained(error, sentence);
  }
  const sentence = `The bundled PostgreSQL cannot be started on DATA_DIR ${dataDir} (${said}). Its log is in ${join(dataDir, 'postgres', 'log')}. If the database is damaged, restore the folder from a backup, or move it away to start with an empty one.`;
  return explained(error, sentence);
}

/** Kysely tells no other way that the database has a migration which this version does not know. */
function newerMigration(said: string): string | null {
  const name = /previously executed migration (\S+) is missing/.exec(said)?.[1];
  return name === undefined
    ? null
    : `The database belongs to a newer version of the program (it has the migration ${name}). Start that version or a later one, or restore the backup from before the upgrade.`;
}

function explained(cause: unknown, sentence: string): StorageError {
  return new StorageError(redactText(sentence), { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (redactText(error.message).split('\n', 1)[0]?.slice(0, 300) ?? '') : '';
}

function textIn(error: unknown, field: 'code' | 'path' | 'syscall'): string {
  const value: unknown = error instanceof Error ? Reflect.get(error, field) : undefined;
  return typeof value === 'string' ? value : '';
}

/** What of the URL may be shown: no password, no parameters. */
function partsOf(url: string): { address: string; user: string; database: string } {
  const parsed = new URL(url);
  const host = parsed.searchParams.get('host') ?? parsed.hostname;
  return {
    address: host.startsWith('/') ? host : `${host}:${parsed.port || '5432'}`,
    user: decodeURIComponent(parsed.username) || 'the user of this process',
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}
