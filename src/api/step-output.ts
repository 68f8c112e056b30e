import { splitSlug } from '../domain/project-slug.ts';
import type { CallOptions, RequestContext } from './context.ts';
import { CircleCIError } from './errors.ts';
import { stepsOfV1 } from './step-output-v1.ts';
import { stepsOfV3 } from './step-output-v3.ts';

export interface StepOutputInput {
  /** In any form. */
  readonly projectSlug: string;
  readonly jobNumber: number;
  /** UUID of the job; with it Cloud's better API is used. */
  readonly jobId?: string | null;
  /** `failed` (the default): only steps that failed. */
  readonly only?: 'failed' | 'all';
  /** Of Cloud's API; v1.1 has one stream for both. `condensed`: the lines CircleCI thinks tell why. */
  readonly stream?: 'stdout' | 'stderr' | 'condensed';
  /** The most steps whose output is read, in the order they ran; 5 unless told. */
  readonly maxSteps?: number;
  /** Only the end of each output is kept: this many characters, 100,000 unless told. */
  readonly maxCharacters?: number;
}

export interface StepLog {
  readonly name: string;
  /** Which of the parallel runs, from 0. */
  readonly execution: number;
  readonly step: number;
  /** CircleCI's word, of either API. */
  readonly status: string | null;
  readonly exitCode: number | null;
  /** Raw, with ANSI colours and whatever the job printed; null when it could not be read. */
  readonly text: string | null;
  /** True when there was more, here or at CircleCI. */
  readonly truncated: boolean;
}

export interface StepOutput {
  readonly source: 'v3' | 'v1.1';
  readonly steps: readonly StepLog[];
  /** Steps that were asked for, read or not: more than `steps` holds when `maxSteps` cut them off. */
  readonly total: number;
}

/** The input with its defaults. */
export type StepQuestion = Required<Omit<StepOutputInput, 'jobId'>>;

/**
 * What the steps of a job printed, by whichever way the host offers: API v3 on Cloud when the job's id is known,
 * else v1.1, which Server has too.
 *
 * @throws CircleCIError; `not_found` when CircleCI does not know the job, or for an approval job
 */
export async function readStepOutput(
  context: RequestContext,
  input: StepOutputInput,
  options: CallOptions,
): Promise<StepOutput> {
  const { jobId, ...rest } = input;
  const question = {
    only: 'failed',
    stream: 'stdout',
    maxSteps: 5,
    maxCharacters: 100_000,
    ...rest,
  } as const;
  if (typeof jobId === 'string' && !context.hosts.isServer) {
    try {
      return await stepsOfV3(context, jobId, question, options);
    } catch (error) {
      if (!canAskV1(error)) throw error;
    }
  }
  const slug = splitSlug(input.projectSlug);
  if (slug !== null) return stepsOfV1(context, slug, question, options);
  throw new CircleCIError({
    code: 'invalid_request',
    endpoint: 'jobs.stepOutput',
    problem: 'projectSlug is not a project slug',
    secrets: [],
  });
}

/** v3 is not described anywhere; where it does not have the job, or has changed, v1.1 may still answer. */
function canAskV1(error: unknown): boolean {
  return error instanceof CircleCIError && ['not_found', 'unexpected_response'].includes(error.code);
}
