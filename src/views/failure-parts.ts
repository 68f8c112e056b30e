import type { FailedStep, FailedTest, FailureOrigin, JobFailure, RunOfBranch } from '../domain/failure.ts';
import { formatCount } from '../i18n/format.ts';
import { commitUrl } from './card-commit.ts';
import { type CardView, row } from './card-view.ts';
import { inline, link, oneLine, shorten } from './mrkdwn.ts';

/** Phrases that the card and the reply in its thread share. All mrkdwn, escaped. */

/** @returns step, exit code and which parallel run */
export function stepLabel({ texts: { failures } }: CardView, step: FailedStep): string {
  return row([
    failures.step(inline(shorten(step.name, 100)) || '–'),
    step.exitCode === null ? null : failures.exitCode(step.exitCode),
    step.execution === 0 ? null : failures.parallelRun(step.execution),
  ]);
}

/** @returns how many tests failed and how many of those are flaky; nothing when none failed */
export function testCounts({ texts: { failures }, locale }: CardView, { tests }: JobFailure): string | null {
  if (tests === null) return failures.testsUnread;
  if (tests.failedCount === 0) return null;
  const [failed, total] = [formatCount(tests.failedCount, locale), formatCount(tests.total, locale)];
  const flaky = tests.failed.filter(({ timesFlaked }) => timesFlaked !== null).length;
  return row([
    tests.isCut ? failures.testsFailedAtLeast(failed, total) : failures.testsFailed(failed, total),
    flaky === 0 ? null : failures.testsFlaky(formatCount(flaky, locale)),
  ]);
}

/** @returns `Checkout › applies a voucher once` */
export function testName({ classname, name }: FailedTest): string {
  const parts = [classname ?? '', name].map((part) => oneLine(part)).filter((part) => part !== '');
  return inline(shorten(parts.join(' › '), 160)) || '–';
}

/** @returns since when it fails, and which run was green before; nothing where there is no branch */
export function originLine(view: CardView, origin: FailureOrigin | null): string | null {
  const { failures } = view.texts;
  if (origin === null) return failures.originUnread;
  switch (origin.kind) {
    case 'none':
      return null;
    case 'no-green':
      return origin.searched === 0
        ? failures.firstOnBranch
        : failures.noGreen(formatCount(origin.searched, view.locale));
    case 'since':
      return sentences([
        failures.since(runLabel(view, origin.first), runLabel(view, origin.green)),
        undecided(view, origin.undecided),
      ]);
    case 'same-commit':
      return failures.sameCommit(runLabel(view, origin.first), runLabel(view, origin.green));
  }
}

function undecided({ texts: { failures }, locale }: CardView, count: number): string {
  if (count === 0) return '';
  return count === 1 ? failures.undecidedOne : failures.undecided(formatCount(count, locale));
}

/** @returns `4f2c1d9 “Keep the basket” (#123)`, as far as known, linked */
function runLabel({ snapshot, texts }: CardView, run: RunOfBranch): string {
  const isThis = run.pipelineId === snapshot.id;
  const pipeline = isThis
    ? texts.failures.thisRun
    : run.number === null
      ? ''
      : link(run.url, `#${run.number}`);
  const revision = /^[0-9a-f]{7,64}$/i.test(run.revision ?? '') ? (run.revision ?? '') : '';
  const commit =
    revision === '' ? '' : link(commitUrl(snapshot.repositoryUrl, revision), revision.slice(0, 7));
  const subject = inline(shorten(oneLine(run.subject ?? ''), 60));
  const what = [commit, subject].filter((part) => part !== '').join(' ');
  if (what === '') return pipeline;
  return pipeline === '' ? what : `${what} (${pipeline})`;
}

function sentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
