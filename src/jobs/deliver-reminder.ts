import { deliverReminder } from '../waiting/deliver.ts';
import type { Job } from './job.ts';

/** Says in the thread of one card that a hold waits. */
export const deliverReminderJob: Job<'deliver-reminder'> = {
  name: 'deliver-reminder',
  concurrency: 2,
  run: deliverReminder,
};
