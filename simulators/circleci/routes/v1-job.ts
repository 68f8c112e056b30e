import { type Step, stepsOf } from '../engine/steps.ts';
import { ok } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { isJobFinished, type Job } from '../model.ts';
import type { Simulation } from '../simulation.ts';
import { isoOrNull } from '../times.ts';
import { outputUrl } from './links.ts';
import { buildJobOf } from './lookup.ts';

/** API v1.1 job details, the older way to a job's steps and their output. */
export const v1JobRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v1.1/project/:slug/:n',
    handle: (simulation, exchange) => ok(v1JobView(simulation, buildJobOf(simulation, exchange))),
  },
];

function v1JobView(simulation: Simulation, job: Job): Record<string, unknown> {
  const { pipeline, id, name } = job.workflow;
  return {
    build_num: job.number,
    status: job.status,
    outcome: isJobFinished(job) ? job.status : null,
    lifecycle: isJobFinished(job) ? 'finished' : job.status,
    failed: job.status === 'failed',
    reponame: pipeline.project.name,
    username: pipeline.project.organization.name,
    vcs_url: pipeline.project.repositoryUrl,
    vcs_revision: pipeline.commit.revision,
    branch: pipeline.branch,
    vcs_tag: pipeline.tag,
    subject: pipeline.commit.subject,
    queued_at: isoOrNull(job.queuedAt),
    start_time: isoOrNull(job.startedAt),
    stop_time: isoOrNull(job.stoppedAt),
    build_time_millis:
      job.startedAt === null || job.stoppedAt === null ? null : job.stoppedAt - job.startedAt,
    parallel: 1,
    workflows: { job_name: job.plan.name, job_id: job.id, workflow_id: id, workflow_name: name },
    steps: stepsOf(job).map((step) => ({ name: step.name, actions: [actionView(simulation, job, step)] })),
  };
}

function actionView(simulation: Simulation, job: Job, step: Step): Record<string, unknown> {
  return {
    index: 0,
    step: step.num,
    name: step.name,
    status: step.status,
    failed: step.status === 'failed' ? true : null,
    exit_code: step.exitCode,
    has_output: step.lines.length > 0,
    ...(step.lines.length > 0 ? { output_url: outputUrl(simulation, job, step.num) } : {}),
    truncated: false,
    type: step.command === null ? 'infrastructure' : 'test',
    bash_command: step.command,
    start_time: isoOrNull(step.startedAt),
    end_time: isoOrNull(step.stoppedAt),
    run_time_millis: step.stoppedAt === null ? null : step.stoppedAt - step.startedAt,
    background: false,
    messages: [],
  };
}
