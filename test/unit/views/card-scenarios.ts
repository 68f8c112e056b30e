import type { PipelineSnapshot } from '../../../src/domain/pipeline.ts';
import { action, after, hold, job, jobs, pipeline, uuid, vote, workflow } from '../../support/snapshots.ts';

/** What a card has to show, one snapshot per scenario. */

const failedJobs = [
  ...jobs(5, 'success', 'build'),
  job('lint', 'failed', { number: 417 }),
  job('e2e', 'timedout', { number: 418 }),
  job('deploy', 'not_run', { number: null }),
];
const failedRun = workflow({ status: 'failed', stoppedAt: after(197), jobs: failedJobs });
const heldJobs = [...jobs(6, 'success'), hold('release-eu'), job('deploy-eu', 'blocked', { number: null })];
const held = workflow({ status: 'on_hold', jobs: heldJobs });

export const scenarios: Record<string, PipelineSnapshot> = {
  starting: pipeline({ state: 'pending', startedBySlackUser: 'U0ANA', triggerType: 'api' }),
  running: pipeline({
    workflows: [
      workflow({
        jobs: [...jobs(7, 'success'), ...jobs(5, 'running', 'e2e'), ...jobs(8, 'blocked', 'deploy')],
      }),
      workflow({
        id: uuid(11),
        name: 'docs',
        status: 'success',
        stoppedAt: after(68),
        jobs: [job('site', 'success')],
      }),
    ],
  }),
  hold: pipeline({ workflows: [held] }),
  'told-late': pipeline({ workflows: [failedRun], lateSeconds: 3_912 }),
  'two-holds': pipeline({
    workflows: [
      workflow({ status: 'on_hold', jobs: [...jobs(3, 'success'), hold('release-eu'), hold('release-us')] }),
    ],
  }),
  'hold-not-named': pipeline({ workflows: [workflow({ status: 'on_hold', jobsComplete: false })] }),
  approving: pipeline({ workflows: [held], actions: [action({ jobId: 'job-release-eu' })] }),
  approved: pipeline({
    workflows: [
      workflow({
        jobs: [
          ...jobs(6, 'success'),
          hold('release-eu', 'success'),
          hold('release-us', 'success'),
          job('deploy-eu', 'running'),
        ],
      }),
    ],
    actions: [action({ state: 'confirmed', jobId: 'job-release-eu', settledAt: after(203) })],
  }),
  votes: pipeline({
    workflows: [held],
    votes: [
      vote({ reason: 'tests are <!channel> green' }),
      vote({ slackUserId: 'U0KENJI', standsFor: 'U0PRIYA' }),
      vote({ slackUserId: 'U0GONE', counts: false }),
    ],
  }),
  'votes-approved': pipeline({
    workflows: [held],
    actions: [action({ state: 'confirmed', jobId: 'job-release-eu', slackUserId: 'U0KENJI' })],
    votes: [vote({ needed: 2 }), vote({ slackUserId: 'U0KENJI', needed: 2, reason: 'go' })],
  }),
  rejecting: pipeline({
    workflows: [held],
    actions: [action({ kind: 'reject', jobId: 'job-release-eu', reason: 'not today' })],
  }),
  rejected: pipeline({
    workflows: [{ ...held, status: 'canceled', stoppedAt: after(300) }],
    actions: [
      action({
        kind: 'reject',
        state: 'confirmed',
        jobId: 'job-release-eu',
        reason: 'not *today* <@U0EVIL>',
        standsFor: 'U0PRIYA',
      }),
    ],
  }),
  'approval-failed': pipeline({
    workflows: [held],
    actions: [action({ state: 'failed', jobId: 'job-release-eu', settledAt: after(203) })],
  }),
  'approval-unknown': pipeline({
    workflows: [held],
    actions: [action({ state: 'unknown', jobId: 'job-release-eu', settledAt: after(260) })],
  }),
  success: pipeline({
    workflows: [workflow({ status: 'success', stoppedAt: after(197), jobs: jobs(20, 'success') })],
  }),
  failed: pipeline({ workflows: [failedRun] }),
  'rerun-asked': pipeline({ workflows: [failedRun], actions: [action({ kind: 'rerun' })] }),
  'rerun-running': pipeline({
    workflows: [
      failedRun,
      workflow({
        id: uuid(12),
        attempt: 2,
        createdAt: after(300),
        jobs: [job('lint', 'running'), job('e2e', 'queued')],
      }),
    ],
    actions: [action({ kind: 'rerun', state: 'confirmed', requestedAt: after(299), settledAt: after(301) })],
  }),
  canceled: pipeline({
    workflows: [
      workflow({
        status: 'canceled',
        stoppedAt: after(125),
        jobs: [...jobs(2, 'success'), ...jobs(3, 'canceled', 'e2e')],
      }),
    ],
    actions: [action({ kind: 'cancel', state: 'confirmed', slackUserId: 'U0KENJI', settledAt: after(126) })],
  }),
  'config-error': pipeline({
    state: 'errored',
    triggerType: 'api',
    triggerActor: 'robin-field',
    problems: [{ type: 'config', message: 'Job `deploy` needs `biuld`,\nwhich no workflow defines <here>.' }],
  }),
  unauthorized: pipeline({
    workflows: [
      workflow({
        status: 'unauthorized',
        stoppedAt: after(40),
        jobs: [job('build', 'success'), job('publish', 'unauthorized', { number: null })],
      }),
    ],
  }),
  tag: pipeline({
    branch: null,
    tag: 'v2.4.0',
    commitSubject: null,
    commitAuthor: null,
    triggerActor: null,
    workflows: [workflow({ name: 'release', jobs: [job('publish', 'running')] })],
  }),
  'unknown-status': pipeline({
    triggerType: 'moon_phase',
    workflows: [workflow({ status: 'hibernating', jobsComplete: false, jobs: [job('build', 'success')] })],
  }),
};
