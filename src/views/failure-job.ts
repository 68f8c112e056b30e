import type { KnownBlock } from '@slack/types';
import type { Artifact, FailedStep, FailedTest } from '../domain/failure.ts';
import { formatCount, formatList } from '../i18n/format.ts';
import { actions, context, section } from './blocks.ts';
import { jobLink } from './card-progress.ts';
import { type CardView, row } from './card-view.ts';
import { failureButtons } from './failure-buttons.ts';
import { stepLabel, testCounts, testName } from './failure-parts.ts';
import type { ExplainedJob } from './failure-reply.ts';
import { inline, link, preformatted, quote, shorten } from './mrkdwn.ts';

/** UTF-16 units, so that three jobs stay within what Slack takes for all blocks of a message together (13,200). */
const ALONE = { output: 2_600, tests: 2_400 };
const AMONG_OTHERS = { output: 1_100, tests: 1_000 };
const TESTS_SHOWN = 5;

/** @returns one failed job: where, what it printed, which tests, its artifacts, what can be done */
export function failedJobBlocks(view: CardView, explained: ExplainedJob, count: number): KnownBlock[] {
  const { failure, job } = explained;
  const limits = count === 1 ? ALONE : AMONG_OTHERS;
  const [step] = failure.steps ?? [];
  const buttons = failureButtons(view, explained);
  const artifacts = artifactLine(view, explained);
  return [
    section([`❌ ${row([`*${jobLink(explained.workflow, job)}*`, whereLabel(view, explained)])}`]),
    ...(step === undefined ? [] : [section([outputText(view, step, limits.output)])]),
    ...testBlocks(view, explained, limits.tests),
    ...(artifacts === null ? [] : [context([artifacts])]),
    ...(buttons.length === 0 ? [] : [actions(buttons)]),
  ];
}

/** Where parallel runs failed alike, the first stands for all. */
function whereLabel(view: CardView, { failure: { steps } }: ExplainedJob): string {
  const { failures, cards } = view.texts;
  if (steps === null) return failures.logUnread;
  const [step, ...others] = steps;
  if (step === undefined) return failures.noStep;
  const label = stepLabel(view, step);
  return others.length === 0 ? label : cards.and(label, formatCount(others.length, view.locale));
}

function outputText({ texts: { failures } }: CardView, { tail }: FailedStep, max: number): string {
  if (tail === null) return failures.outputUnread;
  return preformatted(tail, max) || failures.noOutput;
}

function testBlocks(view: CardView, { failure }: ExplainedJob, max: number): KnownBlock[] {
  const counts = testCounts(view, failure);
  if (counts === null) return [];
  const { tests } = failure;
  if (tests === null) return [context([counts])];
  const { failures } = view.texts;
  const lines = fitting(
    tests.failed.slice(0, TESTS_SHOWN).map((test) => testText(view, test, max / 4)),
    max,
  );
  const more = tests.failedCount - lines.length;
  return [
    section([
      counts,
      ...lines,
      ...(more > 0 ? [failures.moreTests(formatCount(more, view.locale))] : []),
      ...(tests.flakyKnown ? [] : [failures.flakyUnread]),
    ]),
  ];
}

function testText({ texts: { failures }, locale }: CardView, test: FailedTest, max: number): string {
  const times = test.timesFlaked;
  const flaky =
    times === null ? '' : times === 1 ? failures.flakyOnce : failures.flaky(formatCount(times, locale));
  const name = `• *${testName(test)}*${flaky === '' ? '' : ` (${flaky})`}`;
  const message = quote(test.message ?? '', Math.floor(max / 2), 3);
  return message === '' ? name : `${name}\n${message}`;
}

function artifactLine(view: CardView, { failure, workflow, job }: ExplainedJob): string | null {
  const { failures } = view.texts;
  const { artifacts } = failure;
  if (artifacts === null) return failures.artifactsUnread;
  if (artifacts.total === 0) return null;
  const page = job.number === null ? null : `${workflow.url}/jobs/${job.number}/artifacts`;
  const count = `${formatCount(artifacts.total, view.locale)}${artifacts.isCut ? '+' : ''}`;
  const links = fitting(artifacts.items.slice(0, 3).map(artifactLink), 700);
  return failures.artifacts(formatList([...links, link(page, failures.allArtifacts(count))], view.locale));
}

function artifactLink({ path, url }: Artifact): string {
  const name = shorten(path, 60);
  return url === null ? inline(name) : link(url, name);
}

/** As many from the first on as stay within `max` together. */
function fitting(texts: readonly string[], max: number): string[] {
  let length = 0;
  return texts.filter((text) => {
    length += text.length + 1;
    return length <= max;
  });
}
