import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { complete, problemsOf } from '../support/config.ts';

const program = join(import.meta.dirname, '../../bin/circleci-chatops.js');
/** A second on an idle machine; what is tested is that it ends, not how fast. */
const LIMIT_MS = 60_000;
/** What Node.js compiled once serves the next start. */
const compiled = mkdtempSync(join(tmpdir(), 'chatops-compiled-'));
afterAll(() => rmSync(compiled, { recursive: true, force: true }));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chatops-launch-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the program in an empty folder, with only these variables. It must end by itself. */
function launch(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], {
    cwd: folder,
    env: { ...env, NODE_COMPILE_CACHE: compiled },
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  return { status, said: stdout + stderr };
}

it('without credentials ends with one message: every missing variable, and the playground; it makes no folder', {
  timeout: LIMIT_MS + 5_000,
}, () => {
  const { status, said } = launch({});
  expect(status).toBe(1);
  for (const problem of problemsOf({})) expect(said).toContain(problem);
  expect(said).toContain('npm run playground');
  expect(said).not.toMatch(/^\s+at /m);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

it('reads .env, and prints no value of it', { timeout: LIMIT_MS + 5_000 }, () => {
  writeFileSync(join(folder, '.env'), 'SLACK_BOT_TOKEN=not-a-bot-token\nCIRCLECI_TOKEN=personal-token\n');
  const { status, said } = launch({});
  expect(status).toBe(1);
  expect(said).toContain('SLACK_BOT_TOKEN must be a bot token');
  expect(said).not.toContain('CIRCLECI_TOKEN');
  expect(said).not.toContain('not-a-bot-token');
});

it('lets the environment win over .env', { timeout: LIMIT_MS + 5_000 }, () => {
  writeFileSync(join(folder, '.env'), 'CIRCLECI_TOKEN=two words\n');
  const { said } = launch({ ...complete, PORT: 'http' });
  expect(said).toContain('PORT must be');
  expect(said).not.toContain('CIRCLECI_TOKEN');
});
