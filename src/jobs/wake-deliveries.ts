import { wakeDeliveries } from '../sending/wake.ts';
import type { Job } from './job.ts';

/** Has what waits for Slack tried as soon as Slack answers again. */
export const wakeDeliveriesJob: Job<'wake-deliveries'> = {
  name: 'wake-deliveries',
  concurrency: 1,
  run: wakeDeliveries,
};
