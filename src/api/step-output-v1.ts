import { z } from 'zod';
import type { SlugParts } from '../domain/project-slug.ts';
import { storable } from '../domain/storable.ts';
import type { CallOptions, RequestContext } from './context.ts';
import type { OutputOf } from './endpoint.ts';
import { FIRST_PROBLEM } from './first-problem.ts';
import { keepEnd } from './keep-end.ts';
import { callRow } from './request.ts';
import { items } from './resources/common.ts';
import { jobLogs } from './resources/job-logs.ts';
import type { StepLog, StepOutput, StepQuestion } from './step-output.ts';
import { exchange } from './transport.ts';

type Action = OutputOf<typeof jobLogs.detailsV1>['steps'][number]['actions'][number];

const Lines = items(z.object({ message: z.string() }));

/** Step output by API v1.1: the job's actions name addresses on a storage host. Source: CircleCI's CLI of 2026-06. */
export async function stepsOfV1(
  context: RequestContext,
  slug: SlugParts,
  question: StepQuestion,
  options: CallOptions,
): Promise<StepOutput> {
  const job = await callRow(
    context,
    'jobLogs.detailsV1',
    jobLogs.detailsV1,
    {
      path: {
        'vcs-type': slug.provider,
        username: slug.organization,
        project: slug.project,
        build_num: question.jobNumber,
      },
    },
    options,
  );
  const wanted = job.steps
    .flatMap(({ name, actions }) => actions.map((action) => ({ name, action })))
    .filter(({ action }) => question.only === 'all' || hasFailed(action));
  const steps: StepLog[] = [];
  for (const { name, action } of wanted.slice(0, question.maxSteps)) {
    const text = await readText(context, action, options);
    const kept = keepEnd(text, question.maxCharacters);
    steps.push({
      name: action.name ?? name,
      execution: action.index,
      step: action.step,
      status: action.status,
      exitCode: action.exit_code,
      text: kept.text,
      truncated: kept.truncated || action.truncated === true,
    });
  }
  return { source: 'v1.1', steps, total: wanted.length };
}

function hasFailed({ failed, status }: Action): boolean {
  return failed === true || status === 'failed' || status === 'timedout' || status === 'infrastructure_fail';
}

/**
 * The address is presigned and on another host, so the token must not go with it.
 *
 * @returns null when there is no output or it cannot be read; that is no reason to lose the other steps
 */
async function readText(
  context: RequestContext,
  action: Action,
  options: CallOptions,
): Promise<string | null> {
  const url = outputUrl(context, action.output_url);
  if (url === null) return action.has_output === false ? '' : null;
  options.signal?.throwIfAborted();
  try {
    const response = await exchange(
      context.dispatcher,
      {
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { accept: 'application/json', 'user-agent': context.headers['user-agent'] ?? '' },
        body: null,
      },
      { timeoutMs: context.timeouts.tryMs, signal: options.signal, maxBodyBytes: context.maxBodyBytes },
    );
    if (response.status !== 200) return null;
    const lines = Lines.parse(JSON.parse(response.text), FIRST_PROBLEM);
    return storable(lines.map(({ message }) => message).join(''));
  } catch {
    options.signal?.throwIfAborted();
    return null;
  }
}

/** Only https, or the configured CircleCI itself, so that no answer can point the bot at something else nearby. */
function outputUrl(context: RequestContext, text: string | null): URL | null {
  const url = text === null ? null : URL.parse(text);
  if (url === null) return null;
  return url.protocol === 'https:' || url.origin === context.hosts.base('circleci', 'v1.1').origin
    ? url
    : null;
}
