import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../src/storage/data-dir-lock.ts';

describe('the folder of the embedded database', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-lock-'));
    await mkdir(folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is refused while another process has it, saying what to do', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await writeFile(join(folder, 'in-use'), `${hostname()} ${other.pid}`);
    await expect(lockDataDir(folder)).rejects.toThrow(/in use by another process.*DATABASE_URL/s);
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    const unlock = await lockDataDir(folder);
    await unlock();
  });

  it('is taken over at once from a process that died, and given back', async () => {
    const began = performance.now();
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.once('exit', resolve));
    await writeFile(join(folder, 'in-use'), `${hostname()} ${dead.pid}`);
    await (await lockDataDir(folder))();
    await (await lockDataDir(folder))();
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
