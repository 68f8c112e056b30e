import type { JobFailure } from '../domain/failure.ts';
import type { WorkflowSnapshot } from '../domain/pipeline.ts';
import type { CardView } from './card-view.ts';
import { row } from './card-view.ts';
import { originLine, stepLabel, testCounts, testName } from './failure-parts.ts';
import { inline, oneLine, quote, shorten } from './mrkdwn.ts';
import { plainLabel } from './pipeline-labels.ts';

/** The card says the least that tells whether one has to look; the thread says more. */
const JOBS_SHOWN = 2;
const TESTS_SHOWN = 2;
const OUTPUT = { lines: 3, characters: 300 };

/** @returns why a workflow failed in a few lines; none while CircleCI has not been asked */
export function failureLines(view: CardView, workflow: WorkflowSnapshot): string[] {
  const failure = view.snapshot.failures?.find(({ workflowId }) => workflowId === workflow.id);
  if (failure === undefined) return [];
  const origin = originLine(view, failure.origin);
  return [
    ...failure.jobs.slice(0, JOBS_SHOWN).flatMap((job) => jobLines(view, workflow, job)),
    ...(origin === null ? [] : [`🔎 ${origin}`]),
  ];
}

function jobLines(view: CardView, workflow: WorkflowSnapshot, failure: JobFailure): string[] {
  const { failures } = view.texts;
  const job = workflow.jobs.find(({ id }) => id === failure.jobId);
  const [step] = failure.steps ?? [];
  const name = job === undefined ? '' : `*${inline(plainLabel(job))}*`;
  const where =
    failure.steps === null
      ? failures.logUnread
      : step === undefined
        ? failures.noStep
        : row([stepLabel(view, step), step.tail === null ? failures.logUnread : null]);
  return [`↳ ${row([name, where, testCounts(view, failure)])}`, ...evidence(failure)];
}

/** Failed tests say it best; without any, the end of the output has to. */
function evidence({ tests, steps }: JobFailure): string[] {
  const failed = tests?.failed.slice(0, TESTS_SHOWN) ?? [];
  if (failed.length > 0) {
    return failed.map((test) => {
      const message = inline(shorten(oneLine(test.message?.split('\n')[0] ?? ''), 140));
      return message === '' ? `>${testName(test)}` : `>${testName(test)}: ${message}`;
    });
  }
  const tail = (steps?.[0]?.tail ?? '').split('\n').slice(-OUTPUT.lines).join('\n');
  const quoted = quote(tail, OUTPUT.characters, OUTPUT.lines);
  return quoted === '' ? [] : [quoted];
}
