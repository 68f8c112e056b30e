import type { JobName } from '../domain/job-data.ts';
import { catchUpJob } from './catch-up.ts';
import { deliverCardJob } from './deliver-card.ts';
import { deliverFailureJob } from './deliver-failure.ts';
import { deliverNoticeJob } from './deliver-notice.ts';
import { deliverUnfurlJob } from './deliver-unfurl.ts';
import { discoverProjectsJob } from './discover-projects.ts';
import { findPeopleJob } from './find-people.ts';
import { forgetOldJob } from './forget-old.ts';
import { gatherApprovalJob } from './gather-approval.ts';
import { gatherFailureJob } from './gather-failure.ts';
import type { Job } from './job.ts';
import { pollProjectJob } from './poll-project.ts';
import { postBulletinJob } from './post-bulletin.ts';
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
  'deliver-notice': deliverNoticeJob,
  'deliver-unfurl': deliverUnfurlJob,
  'find-people': findPeopleJob,
  'forget-old': forgetOldJob,
  'gather-approval': gatherApprovalJob,
  'gather-failure': gatherFailureJob,
  'poll-project': pollProjectJob,
  'post-bulletin': postBulletinJob,
  'settle-action': settleActionJob,
  'sync-pipeline': syncPipelineJob,
  'catch-up': catchUpJob,
  'tell-closed': tellClosedJob,
  'wake-deliveries': wakeDeliveriesJob,
  tidy: tidyJob,
  'warn-identities': warnIdentitiesJob,
} as const satisfies { [N in Exclude<JobName, 'apply-events'>]: Job<N> };
