import { deliverUnfurl } from '../unfurls/deliver.ts';
import type { Job } from './job.ts';

/** Makes links in messages show the state of what they point at. */
export const deliverUnfurlJob: Job<'deliver-unfurl'> = {
  name: 'deliver-unfurl',
  concurrency: 2,
  run: deliverUnfurl,
};
