import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBundledServer } from '../../src/storage/bundled/bundled.ts';
import { prepareFolder } from '../../src/storage/bundled/folder.ts';
import { installedPrograms, type Programs } from '../../src/storage/bundled/programs.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/database.ts';
import { scratchFolder } from '../support/scratch.ts';
import { waitFor } from '../support/wait-for.ts';

const isRoot = process.getuid?.() === 0;
const USER = join(import.meta.dirname, 'support', 'database-user.ts');

describe('the bundled server', () => {
  let prepared = '';
  let installed: Programs;
  const cleanups: (() => Promise<unknown> | unknown)[] = [];

  beforeAll(async () => {
    installed = await installedPrograms();
    prepared = await scratchFolder('chatops-prepared-');
    await (await openStorage({ url: undefined, dataDir: prepared })).close();
  });
  afterAll(() => rm(prepared, { recursive: true, force: true }));
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const emptyFolder = async (): Promise<string> => {
    const folder = await scratchFolder('chatops-bundled-');
    await chmod(folder, 0o711);
    cleanups.push(async () => {
      await killServer(folder);
      await rm(folder, { recursive: true, force: true });
    });
    return folder;
  };
  /** A folder in which the server has run once and was stopped. */
  const usedFolder = async (): Promise<string> => {
    const folder = await emptyFolder();
    execFileSync('cp', ['-a', `${prepared}/.`, folder]);
    return folder;
  };
  const open = async (dataDir: string, options: StorageOptions = {}): Promise<Storage> => {
    const storage = await openStorage({ url: undefined, dataDir }, options);
    let closing: Promise<void> | null = null;
    const close = () => (closing ??= storage.close());
    cleanups.push(close);
    return { ...storage, close };
  };
  const refusal = async (dataDir: string): Promise<string> => {
    const error = await openStorage({ url: undefined, dataDir }).catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) throw new Error('it started');
    expect(error.message).not.toContain('\n');
    return error.message;
  };
  const use = (dataDir: string, as: 'bot' | 'command' = 'bot', words: readonly string[] = []) => {
    const [program = process.execPath, ...rest] = [...words, process.execPath, USER, dataDir, as];
    const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    cleanups.push(() => child.kill('SIGKILL'));
    const output = { written: 0, err: '' };
    child.stdout.on('data', (text: Buffer) => {
      output.written += text.toString().split('\n').length - 1;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.err += text;
    });
    return { child, output };
  };

  it('listens on a socket that only its owner reaches, on no port, and writes through to the disk', async () => {
    const dataDir = await usedFolder();
    const { db } = await open(dataDir);
    const { rows } = await sql<Record<string, string>>`select
      current_setting('fsync') fsync, current_setting('full_page_writes') pages,
      current_setting('synchronous_commit') commit, current_setting('listen_addresses') addresses,
      current_setting('server_version') version`.execute(db);
    expect(rows[0]).toEqual({ fsync: 'on', pages: 'on', commit: 'on', addresses: '', version: '18.4' });
    const folder = await stat(join(dataDir, 'postgres'));
    expect(folder.mode & 0o777).toBe(0o700);
    expect(folder.uid === 0).toBe(false);
    expect((await stat(join(dataDir, 'postgres', '.s.PGSQL.5432'))).isSocket()).toBe(true);
    const day = new Date().toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' });
    expect(await readFile(join(dataDir, 'postgres', 'log', `postgresql-${day}.log`), 'utf8')).toContain(
      'ready',
    );
  });

  it('begins an empty database, keeps what is written, and stops with the last who uses it', async () => {
    const dataDir = join(await emptyFolder(), 'deep', 'data with ’quotes’');
    const bot = await open(dataDir);
    await write(bot);
    const command = await open(dataDir, { as: 'command' });
    await write(command);
    await bot.close();
    await write(command);
    await command.close();
    expect(await lines(dataDir, 'postmaster.pid')).toEqual([]);
    expect(await count(await open(dataDir))).toBe(3);
  });

  it('is started once by two who start at the same time', async () => {
    const dataDir = await emptyFolder();
    const both = await Promise.all([
      open(dataDir, { as: 'command' }),
      open(dataDir, { as: 'command' }),
      open(dataDir),
    ]);
    for (const storage of both) await write(storage);
    expect((await readdir(dataDir)).filter((entry) => entry.startsWith('postgres'))).toEqual(['postgres']);
  });

  it('takes one bot at a time', async () => {
    const dataDir = await usedFolder();
    const first = await open(dataDir);
    const second = use(dataDir);
    expect(await exitOf(second.child)).toBe(1);
    expect(second.output.err).toMatch(/Another bot is running on DATA_DIR .*DATABASE_URL/);
    await write(first);
    await first.close();
    await write(await open(dataDir));
  });

  it('that a killed bot left behind is used by the next one', async () => {
    const dataDir = await usedFolder();
    const killed = use(dataDir);
    await waitFor(() => killed.output.written > 5, 60_000);
    const [pid] = await lines(dataDir, 'postmaster.pid');
    killed.child.kill('SIGKILL');
    await exitOf(killed.child);
    const next = await open(dataDir);
    expect((await lines(dataDir, 'postmaster.pid'))[0]).toBe(pid);
    expect(await count(next)).toBeGreaterThanOrEqual(killed.output.written);
  });

  it('recovers after a crash of the machine, with a lock file that names another process by now', async () => {
    const dataDir = await usedFolder();
    const killed = use(dataDir);
    await waitFor(() => killed.output.written > 5, 60_000);
    killed.child.kill('SIGKILL');
    await exitOf(killed.child);
    await killServer(dataDir);
    const lock = join(dataDir, 'postgres', 'postmaster.pid');
    const [, ...rest] = await lines(dataDir, 'postmaster.pid');
    await writeFile(lock, [process.pid, ...rest].join('\n'));
    expect(await count(await open(dataDir))).toBeGreaterThanOrEqual(killed.output.written);
  });

  it('is not started a second time over a link, while a server runs that nothing can connect to', async () => {
    const dataDir = await usedFolder();
    const running = await open(dataDir);
    await write(running);
    await rm(join(dataDir, 'postgres', '.s.PGSQL.5432'));
    const link = join(await emptyFolder(), 'link');
    await symlink(dataDir, link);
    expect(await refusal(link)).toMatch(/looks as if a server runs on it.*delete postmaster\.pid/);
    await write(running);
  });

  it('is started on a disk of its own, whatever else lies there', async () => {
    const dataDir = await usedFolder();
    // As `lost+found`, which only root may read: looking into it fails.
    await symlink(join(dataDir, 'loop'), join(dataDir, 'loop'));
    await write(await open(dataDir));
  });

  it('is started again when it dies while the bot runs', async () => {
    const dataDir = await usedFolder();
    const problems: string[] = [];
    const storage = await open(dataDir, { onProblem: (problem) => problems.push(problem) });
    await write(storage);
    await killServer(dataDir);
    await waitFor(() => problems.length > 0);
    await waitFor(() =>
      write(storage).then(
        () => true,
        () => false,
      ),
    );
    expect(await count(storage)).toBeGreaterThan(1);
    expect(problems[0]).toMatch(/gone and is started again/);
    const second = use(dataDir);
    expect(await exitOf(second.child)).toBe(1);
    expect(second.output.err).toContain('Another bot is running');
  });

  it('is reached by a port with a password where there are no sockets', async () => {
    const dataDir = await emptyFolder();
    const options = { as: 'bot', withPort: true, onProblem: () => {} } as const;
    const server = await openBundledServer(dataDir, options);
    cleanups.push(() => server.close());
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query('select inet_server_addr()::text as address');
    expect(rows).toEqual([{ address: '127.0.0.1/32' }]);
    await client.end();
    const guess = new URL(server.url);
    guess.password = 'guess';
    await expect(new pg.Client({ connectionString: guess.href }).connect()).rejects.toThrow(/password/);
    expect((await stat(join(dataDir, 'postgres', 'circleci-chatops-password'))).mode & 0o077).toBe(0);
  });

  it.each([
    [
      'a database of another major version',
      (folder: string) => writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n'),
      /of PostgreSQL 17; this version of the program brings PostgreSQL 18.*pg_dump/,
    ],
    [
      'the database of an earlier version of the program',
      async (folder: string) => {
        await mkdir(join(folder, 'earlier'));
        await writeFile(join(folder, 'earlier', 'PG_VERSION'), '17\n');
      },
      /holds the database of an earlier version of the program, in earlier.*Move it away/,
    ],
    [
      'a folder “postgres” without a database',
      (folder: string) => rm(join(folder, 'postgres', 'PG_VERSION')),
      /is not empty and holds no database.*backup/,
    ],
    [
      'a file in the place of its folder',
      async (folder: string) => {
        await rm(join(folder, 'postgres'), { recursive: true });
        await writeFile(join(folder, 'postgres'), '');
      },
      /is a file .*Set DATA_DIR to another folder/,
    ],
    [
      'a damaged database',
      (folder: string) => writeFile(join(folder, 'postgres', 'global', 'pg_control'), 'damaged'),
      /cannot be started on DATA_DIR .*Its log is in .*restore the folder from a backup/,
    ],
  ])('refuses %s and changes nothing in it', async (_, change, says) => {
    const dataDir = await usedFolder();
    await change(dataDir);
    const before = await readdir(dataDir, { recursive: true });
    expect(await refusal(dataDir)).toMatch(says);
    const withoutLogs = (names: readonly string[]) =>
      names.filter((name) => !/\/log\/|postmaster/.test(name)).sort();
    expect(withoutLogs(await readdir(dataDir, { recursive: true }))).toEqual(withoutLogs(before));
  });

  it('refuses a path that is too long for a socket', async () => {
    const dataDir = join(await emptyFolder(), 'x'.repeat(80));
    expect(await refusal(dataDir)).toMatch(/too long for the socket .*Set DATA_DIR to a shorter one/);
  });

  it('says so where there is no PostgreSQL for a platform', async () => {
    await expect(installedPrograms('sunos', 'sparc')).rejects.toThrow(
      /programs for sunos-sparc are not installed.*set DATABASE_URL/,
    );
  });

  it('says so where the system has another C library', async () => {
    const dataDir = await emptyFolder();
    // As a program whose loader is missing: the file is there, and starting it says that it is not.
    const initdb = join(dataDir, 'initdb');
    await writeFile(initdb, '#!/no/such/loader\n', { mode: 0o755 });
    await expect(prepareFolder(dataDir, { ...installed, initdb }, false)).rejects.toThrow(
      /needs glibc.*musl.*DATABASE_URL/,
    );
  });

  describe.runIf(isRoot)('started by root', () => {
    it('says which folder keeps the user of the server from its data', async () => {
      const closed = await emptyFolder();
      await chmod(closed, 0o700);
      expect(await refusal(join(closed, 'data'))).toMatch(
        new RegExp(`may not enter ${closed}\\. Set DATA_DIR to a folder such as /var/lib/circleci-chatops`),
      );
    });

    it('runs a copy of the programs where that user cannot reach the installed ones', async () => {
      const closed = await emptyFolder();
      await cp(join(installed.postgres, '..', '..'), join(closed, 'native'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      await chmod(closed, 0o700);
      const inClosed = (name: string) => join(closed, 'native', 'bin', name);
      const unreachable = {
        ...installed,
        initdb: inClosed('initdb'),
        pgCtl: inClosed('pg_ctl'),
        postgres: inClosed('postgres'),
      };
      const dataDir = await emptyFolder();
      const { programs } = await prepareFolder(dataDir, unreachable, false);
      expect(programs.postgres).toBe(
        join(dataDir, `postgres-programs-${installed.version}`, 'bin', 'postgres'),
      );
      expect(await readFile(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('18\n');
      expect((await prepareFolder(dataDir, unreachable, false)).programs).toEqual(programs);
    });

    it('says so where the owner of a folder cannot be changed', async () => {
      const { child, output } = use(await emptyFolder(), 'bot', ['setpriv', '--bounding-set', '-chown']);
      expect(await exitOf(child)).toBe(1);
      expect(output.err).toMatch(/The owner of .* cannot be changed \(EPERM\).*PostgreSQL refuses root/);
    });

    it('says that the disk is full, and goes on where it was when there is room again', async () => {
      const disk = await emptyFolder();
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m,mode=711', 'tmpfs', disk]);
      if (mounted.status !== 0) return expect.soft(mounted.stderr.toString()).toMatch(/permitted|denied/);
      cleanups.push(async () => {
        await killServer(join(disk, 'data'));
        execFileSync('umount', ['--lazy', disk]);
      });
      const dataDir = join(disk, 'data');
      const storage = await open(dataDir);
      await write(storage);
      await storage.close();
      const filler = join(disk, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
      expect(await refusal(dataDir)).toMatch(/The disk with DATA_DIR .* is full\. Free some space/);
      await rm(filler);
      expect(await count(await open(dataDir))).toBe(1);
    });
  });
});

async function write({ db }: Storage): Promise<void> {
  await sql`create table if not exists written (id serial primary key)`.execute(db);
  await sql`insert into written default values`.execute(db);
}

async function count({ db }: Storage): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from written`.execute(db);
  return rows[0]?.count ?? 0;
}

async function lines(dataDir: string, name: string): Promise<readonly string[]> {
  const text = await readFile(join(dataDir, 'postgres', name), 'utf8').catch(() => null);
  return text === null ? [] : text.split('\n');
}

/** As when the machine loses its power: without a word to anyone. */
async function killServer(dataDir: string): Promise<void> {
  const pid = Number((await lines(dataDir, 'postmaster.pid'))[0]);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

async function exitOf(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode ?? child.signalCode;
}
