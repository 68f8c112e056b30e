import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const program = join(root, 'bin/circleci-chatops.js');
/** A second on an idle machine; what is tested is that it ends, not how fast. */
const LIMIT_MS = 60_000;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chatops-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without any setting, as in the pipeline of another repository; what Node.js compiled once serves the next start. */
const run = (...words: string[]) =>
  spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    env: { NODE_COMPILE_CACHE: join(folder, 'compiled') },
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });

it('a file that is right: what it holds, and 0', { timeout: LIMIT_MS * 3 }, () => {
  const { status, stdout } = run('subscriptions', 'check', join(root, 'docs/subscriptions.example.yaml'));
  expect(stdout).toContain('4 subscriptions of 3 channels, all right');
  expect(status).toBe(0);
});

it('one that is wrong: a line for each mistake with its place, and 1', { timeout: LIMIT_MS * 3 }, () => {
  writeFileSync(join(folder, 'x.yaml'), 'channels:\n  "#deploys": []\n  C0DEPLOYS1:\n    - project: web\n');
  const { status, stdout } = run('subscriptions', 'check', 'x.yaml');
  expect(stdout).toMatch(/^x\.yaml:2:3: “#deploys” is no channel id.*\nx\.yaml:4:16: “web” is no project/);
  expect(status).toBe(1);
  expect(run('subscriptions', 'check', 'nowhere.yaml')).toMatchObject({ status: 1, stdout: '' });
});

it('words that are no command: how it is used, and 2', { timeout: LIMIT_MS * 4 }, () => {
  for (const words of [['subscriptions'], ['subscriptions', 'chekc', 'x'], ['start']]) {
    const { status, stderr } = run(...words);
    expect(stderr).toContain('circleci-chatops subscriptions check FILE');
    expect(status).toBe(2);
  }
});
