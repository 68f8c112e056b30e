import type { CallOptions, RequestContext } from './context.ts';
import type { OutputOf } from './endpoint.ts';
import { CircleCIError } from './errors.ts';
import { keepEnd } from './keep-end.ts';
import { callRow } from './request.ts';
import { jobLogs } from './resources/job-logs.ts';
import type { StepLog, StepOutput, StepQuestion } from './step-output.ts';

type Execution = OutputOf<typeof jobLogs.detailsV3>['data']['attributes']['parallel_executions'][number];
type Step = Execution['steps'][number];

/** Step output by API v3. Source: CircleCI's CLI. */
export async function stepsOfV3(
  context: RequestContext,
  jobId: string,
  question: StepQuestion,
  options: CallOptions,
): Promise<StepOutput> {
  const { data } = await callRow(
    context,
    'jobLogs.detailsV3',
    jobLogs.detailsV3,
    { path: { id: jobId } },
    options,
  );
  const wanted = data.attributes.parallel_executions
    .flatMap(({ steps }, execution) => steps.map((step) => ({ execution, step })))
    .filter(({ step }) => question.only === 'all' || hasFailed(step));
  const steps: StepLog[] = [];
  for (const { execution, step } of wanted.slice(0, question.maxSteps)) {
    const text = await readText(context, jobId, execution, step, question, options);
    steps.push({
      name: step.name,
      execution,
      step: step.num,
      status: step.outcome ?? step.phase,
      exitCode: step.exit_code,
      ...keepEnd(text, question.maxCharacters),
    });
  }
  return { source: 'v3', steps, total: wanted.length };
}

function hasFailed(step: Step): boolean {
  const { outcome, exit_code: exitCode } = step;
  const failed = outcome === 'failed' || outcome === 'timedout' || outcome === 'infrastructure_fail';
  return failed || (outcome === null && exitCode !== null && exitCode !== 0);
}

/** A step that printed nothing may have no output at all; the others are told all the same. */
async function readText(
  context: RequestContext,
  jobId: string,
  execution: number,
  step: Step,
  { stream }: StepQuestion,
  options: CallOptions,
): Promise<string | null> {
  const query = { 'filter[execution]': execution, 'filter[step_num]': step.num };
  try {
    return await callRow(
      context,
      `jobLogs.${stream}`,
      jobLogs[stream],
      { path: { id: jobId }, query },
      options,
    );
  } catch (error) {
    if (error instanceof CircleCIError && ['not_found', 'unexpected_response'].includes(error.code))
      return null;
    throw error;
  }
}
