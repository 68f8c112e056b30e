import { z } from 'zod';
import { endpoint, LOG_BODY_BYTES, LONG_BODY_BYTES } from '../endpoint.ts';
import { list, maybe, maybeBoolean, maybeNumber, maybeText } from './common.ts';

/**
 * Rows behind `jobs.stepOutput`. v1.1 has them on Cloud and Server, v3 on Cloud only.
 * Sources: the OpenAPI description of v1.1 (which leaves `output_url` out); CircleCI's CLI (v3).
 */

const Action = z.object({
  /** Which of the parallel runs. */
  index: z.number().int(),
  step: z.number().int(),
  name: maybeText,
  status: maybeText,
  failed: maybeBoolean,
  exit_code: maybeNumber,
  has_output: maybeBoolean,
  truncated: maybeBoolean,
  /** Presigned, on a storage host; readable for some days without a token. */
  output_url: maybeText,
});

const JobV1 = z.object({
  build_num: maybeNumber,
  status: maybeText,
  steps: list(z.object({ name: z.string(), actions: list(Action) })),
});

const StepV3 = z.object({
  name: z.string(),
  num: z.number().int(),
  type: maybeText,
  phase: maybeText,
  outcome: maybeText,
  exit_code: maybeNumber,
  command: maybeText,
});

const JobV3 = z.object({
  data: z.object({
    id: z.string(),
    attributes: z.object({
      name: maybeText,
      type: maybeText,
      phase: maybeText,
      outcome: maybeText,
      parallel_executions: list(z.object({ steps: list(StepV3) })),
    }),
    references: maybe(z.record(z.string(), z.unknown())),
  }),
});

const StepQuery = z.strictObject({
  'filter[execution]': z.number().int().min(0),
  'filter[step_num]': z.number().int().min(0),
});

const log = {
  method: 'GET',
  query: StepQuery,
  response: z.string(),
  format: 'text',
  maxBodyBytes: LOG_BODY_BYTES,
} as const;
const v3 = { api: 'v3', cloudOnly: true } as const;

export const jobLogs = {
  detailsV1: endpoint({
    method: 'GET',
    path: '/project/{vcs-type}/{username}/{project}/{build_num}',
    response: JobV1,
    maxBodyBytes: LONG_BODY_BYTES,
    api: 'v1.1',
  }),
  detailsV3: endpoint({
    method: 'GET',
    path: '/jobs/{id}',
    response: JobV3,
    maxBodyBytes: LONG_BODY_BYTES,
    ...v3,
  }),
  stdout: endpoint({ ...log, path: '/jobs/{id}/stdout', ...v3 }),
  stderr: endpoint({ ...log, path: '/jobs/{id}/stderr', ...v3 }),
  /** The lines CircleCI thinks tell why the step failed. */
  condensed: endpoint({ ...log, path: '/jobs/{id}/stdout/condensed', ...v3 }),
};
