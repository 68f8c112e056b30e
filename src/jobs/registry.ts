import type { JobName } from '../domain/job-data.ts';
import { catchUpJob } from './catch-up.ts';
import { deliverCardJob } from './deliver-card.ts';
import { deliverFailureJob } from './deliver-failure.ts';
import { discoverProjectsJob } from './discover-projects.ts';
import { gatherFailureJob } from './gather-failure.ts';
import type { Job } from './job.ts';
import { pollProjectJob } from './poll-project.ts';
import { settleActionJob } from './settle-action.ts';
import { syncPipelineJob } from './sync-pipeline.ts';
import { tellClosedJob } from './tell-closed.ts';
import { tidyJob } from './tidy.ts';
import { wakeDeliveriesJob } from './wake-deliveries.ts';
import { warnIdentitiesJob } from './warn-identities.ts';

/** Every durable job but `apply-events`, which is the second half of the webhook receiver and stands there. */
export const jobs = {
  'deliver-card': deliverCardJob,
  'discover-projects': discoverProjectsJob,
  'deliver-failure': deliverFailureJob,
  'gather-failure': gatherFailureJob,
  'poll-project': pollProjectJob,
  'settle-action': settleActionJob,
  'sync-pipeline': syncPipelineJob,
  'catch-up': catchUpJob,
  'tell-closed': tellClosedJob,
  'wake-deliveries': wakeDeliveriesJob,
  tidy: tidyJob,
  'warn-identities': warnIdentitiesJob,
} as const satisfies { [N in Exclude<JobName, 'apply-events'>]: Job<N> };
