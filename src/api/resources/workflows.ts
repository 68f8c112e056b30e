import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import {
  Acknowledged,
  items,
  list,
  maybeCount,
  maybeNumber,
  maybeText,
  PageQuery,
  page,
  uuid,
  valuesByName,
} from './common.ts';

export const Workflow = z.object({
  id: z.string(),
  name: z.string(),
  pipeline_id: z.string(),
  pipeline_number: z.number().int(),
  project_slug: z.string(),
  /** Open: the documentation also has `queued`, which the description lacks. */
  status: z.string(),
  /** `setup` marks a setup workflow. */
  tag: maybeText,
  started_by: maybeText,
  canceled_by: maybeText,
  errored_by: maybeText,
  created_at: z.string(),
  stopped_at: maybeText,
  auto_rerun_number: maybeNumber,
  max_auto_reruns: maybeNumber,
});

const WorkflowJob = z.object({
  id: z.string(),
  name: z.string(),
  job_number: maybeCount,
  project_slug: z.string(),
  /** `build`, `approval`; the configuration reference also has `release` and `no-op`. */
  type: z.string(),
  status: z.string(),
  dependencies: list(z.string()),
  /** Job ids, each with the outcomes that let this one start. */
  requires: valuesByName(items(z.string())).nullable().default(null),
  /** Required in the description, null in answers for a job that has not started. */
  started_at: maybeText,
  stopped_at: maybeText,
  /** Present on approval jobs; the same as `id`. Only a job whose status is `on_hold` can be approved. */
  approval_request_id: maybeText,
  approved_by: maybeText,
  canceled_by: maybeText,
});

/** `from_failed` and `jobs` exclude each other; CircleCI answers 400 to both. Source: the OpenAPI description. */
const RerunBody = z.strictObject({
  from_failed: z.boolean().optional(),
  jobs: z.array(uuid).optional(),
  enable_ssh: z.boolean().optional(),
  sparse_tree: z.boolean().optional(),
});

export const workflows = {
  get: endpoint({ method: 'GET', path: '/workflow/{id}', response: Workflow }),
  listJobs: endpoint({
    method: 'GET',
    path: '/workflow/{id}/job',
    query: PageQuery,
    response: page(WorkflowJob),
  }),
  approve: endpoint({
    method: 'POST',
    path: '/workflow/{id}/approve/{approval_request_id}',
    response: Acknowledged,
  }),
  cancel: endpoint({ method: 'POST', path: '/workflow/{id}/cancel', response: Acknowledged }),
  /** Makes a new workflow in the same pipeline. At most 100 for one workflow, none once it is 90 days old. */
  rerun: endpoint({
    method: 'POST',
    path: '/workflow/{id}/rerun',
    body: RerunBody,
    response: z.object({ workflow_id: z.string() }),
  }),
};
