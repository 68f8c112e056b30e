import { expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { logFile } from '../../../src/views/log-file.ts';
import { job, pipeline } from '../../support/snapshots.ts';

const steps = [
  { name: 'npm test', text: 'one\ntwo\n\n', truncated: true },
  { name: 'upload', text: null, truncated: false },
  { name: 'quiet', text: ' ', truncated: false },
];

test.each(LOCALES)('says in %s what it holds and what is missing from it', async (locale) => {
  const file = logFile(pipeline(), job('e2e', 'failed', { number: 418 }), { steps, more: 2 }, locale);
  expect(file.filename).toBe('e2e-418.log');
  await expect(`${file.title}\n\n${file.content}`).toMatchFileSnapshot(
    `__snapshots__/${locale}/log-file.txt`,
  );
});

test.each([
  ['../../etc/passwd', 'etc-passwd-7.log'],
  ['build: linux/arm64 (node 24)', 'build-linux-arm64-node-24-7.log'],
  ['テスト', 'テスト-7.log'],
  ['…', 'job-7.log'],
  ['\u202egnp.exe', 'gnp-exe-7.log'],
])('a job called %j makes the file %s', (name, expected) => {
  const file = logFile(pipeline(), job(name, 'failed', { number: 7 }), { steps: [], more: 0 }, 'en');
  expect(file.filename).toBe(expected);
});
