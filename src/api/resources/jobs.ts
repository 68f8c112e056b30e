import { z } from 'zod';
import { endpoint, LONG_BODY_BYTES } from '../endpoint.ts';
import { Acknowledged, list, maybe, maybeNumber, maybeText, PageQuery, page } from './common.ts';

/** Not to be had for approval jobs: CircleCI answers 404; read them with `workflows.listJobs`. */
const Job = z.object({
  number: z.number().int(),
  name: z.string(),
  status: z.string(),
  web_url: maybeText,
  project: maybe(z.object({ id: z.string(), slug: z.string(), name: z.string(), external_url: maybeText })),
  organization: maybe(z.object({ name: maybeText })),
  pipeline: z.object({ id: z.string() }),
  latest_workflow: maybe(z.object({ id: z.string(), name: z.string() })),
  executor: maybe(z.object({ resource_class: maybeText, type: maybeText })),
  parallelism: maybeNumber,
  parallel_runs: list(z.object({ index: z.number().int(), status: z.string() })),
  contexts: list(z.object({ name: z.string() })),
  messages: list(z.object({ type: z.string(), message: z.string(), reason: maybeText })),
  created_at: maybeText,
  queued_at: maybeText,
  started_at: maybeText,
  stopped_at: maybeText,
  /** Milliseconds. */
  duration: maybeNumber,
});

const Artifact = z.object({ path: z.string(), node_index: z.number().int(), url: z.string() });

const Test = z.object({
  name: maybeText,
  classname: maybeText,
  file: maybeText,
  source: maybeText,
  /** `success`, `failure`, `skipped`, `error`, open. */
  result: z.string(),
  message: maybeText,
  /** Seconds. */
  run_time: maybeNumber,
});

export const jobRows = {
  get: endpoint({ method: 'GET', path: '/project/{project-slug}/job/{job-number}', response: Job }),
  /** By UUID. Not in the description; seen in CircleCI's Terraform provider, so only what all answers need is required. */
  getById: endpoint({
    method: 'GET',
    path: '/jobs/{job_id}',
    response: z.looseObject({ id: maybeText, name: maybeText, status: maybeText, type: maybeText }),
    cloudOnly: true,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/project/{project-slug}/job/{job-number}/cancel',
    response: Acknowledged,
  }),
  /** By UUID; the documented way to cancel an approval job. Not routed on Server. */
  cancelById: endpoint({
    method: 'POST',
    path: '/jobs/{job-id}/cancel',
    response: Acknowledged,
    cloudOnly: true,
  }),
  artifacts: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/{job-number}/artifacts',
    query: PageQuery,
    response: page(Artifact),
  }),
  tests: endpoint({
    method: 'GET',
    path: '/project/{project-slug}/{job-number}/tests',
    query: PageQuery,
    response: page(Test),
    maxBodyBytes: LONG_BODY_BYTES,
  }),
};
