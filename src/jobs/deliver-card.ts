import { deliverCard } from '../notifications/deliver.ts';
import type { Job } from './job.ts';

/** Makes Slack show one card as the stored state says. */
export const deliverCardJob: Job<'deliver-card'> = {
  name: 'deliver-card',
  concurrency: 8,
  run: deliverCard,
};
