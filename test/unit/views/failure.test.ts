import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { renderCard } from '../../../src/views/card.ts';
import { renderFailureReply } from '../../../src/views/failure-reply.ts';
import { failedTest, failure, jobFailure } from '../../support/failures.ts';
import { readable } from '../../support/readable-blocks.ts';
import { job, pipeline, workflow } from '../../support/snapshots.ts';
import { failureScenarios } from './failure-scenarios.ts';

describe.each(LOCALES)('a failure in %s', (locale) => {
  test.each(Object.entries(failureScenarios))('%s', async (name, snapshot) => {
    const card = renderCard(snapshot, { locale });
    const [report] = snapshot.failures ?? [];
    if (report === undefined) throw new Error('the scenario has no report');
    const reply = renderFailureReply(snapshot, report, locale);
    const shown = `${readable(card.blocks)}\n\n=== in the thread ===\n\n${reply.text}\n\n${readable(reply.blocks)}\n`;
    await expect(shown).toMatchFileSnapshot(`__snapshots__/${locale}/failure-${name}.txt`);
  });
});

const failed = (...names: string[]) =>
  workflow({ status: 'failed', jobs: names.map((name) => job(name, 'failed')) });

test('what was learned is an edge, so that it is shown at once', () => {
  const before = pipeline({ workflows: [failed('lint')] });
  const edge = (snapshot: typeof before) => renderCard(snapshot, { locale: 'en' }).edge;
  expect(edge({ ...before, failures: [failure()] })).not.toBe(edge(before));
});

test('the report of an attempt is not shown on the attempt after it', () => {
  const rerun = workflow({ id: 'w-2', attempt: 2 });
  const snapshot = pipeline({ workflows: [failed('lint'), rerun], failures: [failure()] });
  expect(readable(renderCard(snapshot, { locale: 'en' }).blocks)).not.toContain('npm run lint');
});

test('failed jobs that were not looked into are counted', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const report = failure({ jobs: names.slice(0, 3).map((name) => jobFailure(name)) });
  const snapshot = pipeline({ workflows: [failed(...names)], failures: [report] });
  expect(readable(renderFailureReply(snapshot, report, 'en').blocks)).toContain('and 2 more failed jobs');
});

test('of many failed tests the first are named and the rest counted', () => {
  const tests = {
    failed: Array.from({ length: 10 }, (_, index) => failedTest(`case ${index}`)),
    failedCount: 31,
    total: 40,
    isCut: false,
    flakyKnown: true,
  };
  const report = failure({ jobs: [jobFailure('lint', { tests })] });
  const snapshot = pipeline({ workflows: [failed('lint')], failures: [report] });
  const text = readable(renderFailureReply(snapshot, report, 'en').blocks);
  expect(text).toContain('31 of 40 tests failed');
  expect(text).toContain('case 4');
  expect(text).not.toContain('case 5');
  expect(text).toContain('and 26 more');
});
