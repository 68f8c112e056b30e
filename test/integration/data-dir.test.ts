import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, utimesSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../src/storage/data-dir-lock.ts';
import { openStorage } from '../../src/storage/database.ts';
import { waitFor } from '../support/wait-for.ts';

const writer = join(import.meta.dirname, 'support', 'embedded-writer.ts');

describe('the folder of the embedded database', () => {
  let folder = '';
  let lock = '';
  const cleanups: (() => void)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-lock-'));
    lock = join(folder, 'in-use');
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) cleanup();
    await rm(folder, { recursive: true, force: true });
  });

  /** Holds the lock as another process would, also one in another container with this host name and process id. */
  const holdAsAnother = async (holder: string): Promise<void> => {
    await writeFile(lock, holder);
    const timer = setInterval(() => utimesSync(lock, new Date(), new Date()), 500);
    cleanups.push(() => clearInterval(timer));
  };
  const write = (name: string) => {
    const child = spawn(process.execPath, [writer, folder, name], { stdio: ['ignore', 'pipe', 'pipe'] });
    cleanups.push(() => child.kill('SIGKILL'));
    const output = { written: 0, err: '' };
    child.stdout.on('data', () => {
      output.written += 1;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.err += text;
    });
    return { child, output };
  };
  const ended = async (child: ChildProcess) => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode ?? child.signalCode;
  };

  it.each([
    ['with another host name and process id', 'elsewhere 7 boot/pid:[1] 1a2b'],
    ['with this host name and process id', `${hostname()} ${process.pid} boot/pid:[1] 1a2b`],
    ['of a version that wrote only these', `${hostname()} ${process.pid}`],
  ])('is refused while another process %s has it, saying what to do', async (_, holder) => {
    await holdAsAnother(holder);
    await expect(lockDataDir(folder)).rejects.toThrow(/in use by another process.*DATABASE_URL/s);
    expect(await readFile(lock, 'utf8')).toBe(holder);
  });

  it('is refused while this process has it already', async () => {
    const held = await lockDataDir(folder);
    await expect(lockDataDir(folder)).rejects.toThrow(/in use/);
    await held.release();
    await (await lockDataDir(folder)).release();
  });

  it('is taken over at once from a process that died here', async () => {
    const { child, output } = write('dead');
    await waitFor(() => output.written > 0, 60_000);
    child.kill('SIGKILL');
    await ended(child);
    const began = performance.now();
    await (await lockDataDir(folder)).release();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('is taken over from one that died elsewhere, and given back only by its holder', async () => {
    await writeFile(lock, `${hostname()} ${process.pid} boot/pid:[1] 1a2b`);
    const held = await lockDataDir(folder);
    await writeFile(lock, 'another one');
    await held.release();
    expect(await readFile(lock, 'utf8')).toBe('another one');
  });

  it('is not written to by a process that was frozen while another took it over', async () => {
    const frozen = write('frozen');
    await waitFor(() => frozen.output.written > 0, 60_000);
    frozen.child.kill('SIGSTOP');
    // As in a container of its own: this process cannot know that the other one is there.
    const holder = readFileSync(lock, 'utf8').split(' ');
    await writeFile(lock, [...holder.slice(0, 2), 'boot/pid:[1]', ...holder.slice(3)].join(' '));
    const storage = await openStorage({ url: undefined, dataDir: folder });
    const count = async () => {
      const { rows } = await sql<{ count: string }>`select count(*) as count from written`.execute(
        storage.db,
      );
      return Number(rows[0]?.count);
    };
    const before = await count();
    const written = frozen.output.written;
    frozen.child.kill('SIGCONT');
    expect(await ended(frozen.child)).toBe('SIGKILL');
    expect(frozen.output.err).toContain('Another process has taken over');
    // At most the statement that was under way when it was frozen.
    expect(frozen.output.written).toBeLessThanOrEqual(written + 1);
    expect(await count()).toBe(before);
    await storage.close();
    const again = await openStorage({ url: undefined, dataDir: folder });
    expect((await sql`select 1 from written limit 1`.execute(again.db)).rows).toHaveLength(1);
    await again.close();
  });

  it('is kept by a process that was frozen while no other took it over', async () => {
    const { child, output } = write('frozen');
    await waitFor(() => output.written > 0, 60_000);
    child.kill('SIGSTOP');
    const until = performance.now() + 9_000;
    await waitFor(() => performance.now() > until);
    const written = output.written;
    child.kill('SIGCONT');
    await waitFor(() => output.written > written + 2);
    expect(child.exitCode).toBe(null);
  });
});
