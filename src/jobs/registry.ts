import type { JobName } from '../domain/job-data.ts';
import { catchUpJob } from './catch-up.ts';
import { countVotesJob } from './count-votes.ts';
import { deliverCardJob } from './deliver-card.ts';
import { deliverFailureJob } from './deliver-failure.ts';
import { deliverNoticeJob } from './deliver-notice.ts';
import { deliverReminderJob } from './deliver-reminder.ts';
import { deliverUnfurlJob } from './deliver-unfurl.ts';
import { discoverProjectsJob } from './discover-projects.ts';
import { expireHoldJob } from './expire-hold.ts';
import { findPeopleJob } from './find-people.ts';
import { forgetOldJob } from './forget-old.ts';
import { gatherApprovalJob } from './gather-approval.ts';
import { gatherFailureJob } from './gather-failure.ts';
import type { Job } from './job.ts';
import { pollProjectJob } from './poll-project.ts';
import { postBulletinJob } from './post-bulletin.ts';
import { runStopJob } from './run-stop.ts';
import { settleActionJob } from './settle-action.ts';
import { showLockJob } from './show-lock.ts';
import { showStopJob } from './show-stop.ts';
import { syncPipelineJob } from './sync-pipeline.ts';
import { tellClosedJob } from './tell-closed.ts';
import { tellLockJob } from './tell-lock.ts';
import { tidyJob } from './tidy.ts';
import { wakeDeliveriesJob } from './wake-deliveries.ts';
import { warnIdentitiesJob } from './warn-identities.ts';
import { watchHoldsJob } from './watch-holds.ts';
import { watchLocksJob } from './watch-locks.ts';

/** Every durable job but `apply-events`, which is the second half of the webhook receiver and stands there. */
export const jobs: { readonly [N in Exclude<JobName, 'apply-events'>]: Job<N> } = {
  'count-votes': countVotesJob,
  'deliver-card': deliverCardJob,
  'discover-projects': discoverProjectsJob,
  'deliver-failure': deliverFailureJob,
  'deliver-notice': deliverNoticeJob,
  'deliver-unfurl': deliverUnfurlJob,
  'deliver-reminder': deliverReminderJob,
  'expire-hold': expireHoldJob,
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
  'run-stop': runStopJob,
  'show-lock': showLockJob,
  'show-stop': showStopJob,
  'tell-lock': tellLockJob,
  'watch-locks': watchLocksJob,
  tidy: tidyJob,
  'warn-identities': warnIdentitiesJob,
  'watch-holds': watchHoldsJob,
};
