import { randomUUID } from 'node:crypto';
import type { Completion } from '../engine/engine.ts';
import { uuidV3 } from '../identity.ts';
import type { Job, Pipeline, Workflow } from '../model.ts';
import { iso, isoMicroseconds, isoOrNull } from '../times.ts';
import { longSlug } from '../world.ts';
import { triggerParametersOf } from './trigger-parameters.ts';
import { vcsOf } from './vcs.ts';

/** What a payload says of the webhook it is sent through. */
export interface WebhookName {
  readonly id: string;
  readonly name: string;
}

/** Where the web app is, as payloads link to it. */
const APP = 'https://app.circleci.com/pipelines';

/** @returns the payload of a completion; built when it happened, so that retries send the same bytes */
export function completionPayload(completion: Completion, webhook: WebhookName): Record<string, unknown> {
  const { workflow, job } = completion;
  const { project } = workflow.pipeline;
  const subject = job === null ? `workflow ${workflow.id}` : `job ${job.id} of ${workflow.id}`;
  return {
    type: completion.type,
    id: uuidV3(`${completion.type} ${subject} ${completion.sequence}`),
    happened_at: isoMicroseconds(Date.now(), Math.trunc(performance.now() * 1_000)),
    webhook,
    workflow: workflowFields(workflow, completion),
    pipeline: pipelineFields(workflow.pipeline),
    project: { id: project.id, name: project.name, slug: longSlug(project) },
    organization: { id: project.organization.id, name: project.organization.name },
    ...(job === null ? {} : { job: jobFields(job) }),
  };
}

function workflowFields(workflow: Workflow, completion: Completion): Record<string, unknown> {
  return {
    id: workflow.id,
    name: workflow.name,
    created_at: iso(workflow.createdAt),
    // In job-completed this is the job's own end, as observed.
    stopped_at: iso(completion.stoppedAt),
    url: `${APP}/${longSlug(workflow.pipeline.project)}/${workflow.pipeline.number}/workflows/${workflow.id}`,
    ...(completion.job === null ? { status: workflow.status } : {}),
  };
}

function pipelineFields(pipeline: Pipeline): Record<string, unknown> {
  const { provider } = pipeline.project;
  const common = { id: pipeline.id, number: pipeline.number, created_at: iso(pipeline.createdAt) };
  if (provider === 'github' || provider === 'bitbucket') {
    return { ...common, trigger: { type: pipeline.trigger.type }, vcs: vcsOf(pipeline) };
  }
  const type = provider === 'gitlab' ? 'gitlab' : pipeline.trigger.type;
  return { ...common, trigger: { type }, trigger_parameters: triggerParametersOf(pipeline) };
}

function jobFields(job: Job): Record<string, unknown> {
  return {
    id: job.id,
    name: job.plan.name,
    started_at: isoOrNull(job.startedAt),
    stopped_at: isoOrNull(job.stoppedAt),
    status: job.status,
    number: job.number,
  };
}

/** @returns the payload of the "test ping" button, with a random id as observed */
export function pingPayload(webhook: WebhookName): Record<string, unknown> {
  return { type: 'ping', id: randomUUID(), happened_at: isoMicroseconds(Date.now(), 435), webhook };
}
