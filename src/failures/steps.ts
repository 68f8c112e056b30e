import type { StepLog } from '../api/step-output.ts';
import type { Context } from '../context.ts';
import type { FailedStep } from '../domain/failure.ts';
import type { JobSnapshot } from '../domain/pipeline.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';
import { lastLines, readableLog } from './readable-log.ts';

const MOST_STEPS = 3;
/** Of each output, from its end: enough for a stack trace, little enough for one message. */
const READ = 60_000;
const TAIL = { lines: 25, characters: 2_500 };

/**
 * @returns the failed steps of a job with the last lines of what they printed
 * @throws CircleCIError when CircleCI does not tell the job's steps
 */
export async function failedSteps(
  { circleci }: Pick<Context, 'circleci'>,
  projectSlug: string,
  job: JobSnapshot & { readonly number: number },
): Promise<FailedStep[]> {
  const question = {
    projectSlug,
    jobNumber: job.number,
    jobId: job.id,
    maxSteps: MOST_STEPS,
    maxCharacters: READ,
  };
  const output = await circleci.jobs.stepOutput(question, { priority: 'background' });
  const isSilent = output.source === 'v3' && output.steps.some(({ text }) => isBlank(text));
  // API v3 keeps what went to the error stream apart; programs that print nothing else are common.
  const errors = isSilent
    ? await circleci.jobs.stepOutput({ ...question, stream: 'stderr' }, { priority: 'background' })
    : null;
  return output.steps.map((step) => toStep(step, errors?.steps ?? []));
}

function toStep(step: StepLog, errors: readonly StepLog[]): FailedStep {
  const other = errors.find((one) => one.execution === step.execution && one.step === step.step);
  const { text, truncated } = isBlank(step.text) && !isBlank(other?.text ?? null) ? (other ?? step) : step;
  return {
    name: shorten(oneLine(readableLog(step.name)), 200),
    exitCode: step.exitCode,
    execution: step.execution,
    tail: text === null ? null : lastLines(readableLog(text, truncated), TAIL.lines, TAIL.characters),
  };
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}
