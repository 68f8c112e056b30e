import type { Queue as QueueSettings } from 'pg-boss';
import type { JobName } from '../domain/job-data.ts';

type Settings = Omit<QueueSettings, 'name' | 'policy' | 'notify' | 'deadLetter'>;

/** Every job that was given up ends here, with the queue it came from; kept for people to look at. */
export const DEAD_LETTERS = 'dead-letters';

const DAY = 86_400;

/** All of pg-boss's tables live here, apart from the program's own. */
export const QUEUE_SCHEMA = 'pgboss';

/**
 * How each queue retries and when it gives up. Delays double, with jitter, from `retryDelay` to
 * `retryDelayMax`; times are seconds. A job whose process died is found by its missing heartbeat.
 */
export const queueSettings: Readonly<Record<JobName, Settings>> = {
  // Deliveries are acknowledged already, so this one is never given up within a day of trouble; and since all of them
  // wait for the one job, it is soon tried again, however often it met with a death or an outage before.
  'apply-events': settings({ retryLimit: 9_000, retryDelay: 1, retryDelayMax: 10, expireInSeconds: 120 }),
  'sync-pipeline': settings({ retryLimit: 12, retryDelay: 2, retryDelayMax: 300, expireInSeconds: 120 }),
  'deliver-card': settings({ retryLimit: 20, retryDelay: 1, retryDelayMax: 300, expireInSeconds: 120 }),
  'gather-failure': settings({ retryLimit: 5, retryDelay: 5, retryDelayMax: 300, expireInSeconds: 300 }),
  'deliver-failure': settings({ retryLimit: 20, retryDelay: 1, retryDelayMax: 300, expireInSeconds: 120 }),
  'find-people': settings({ retryLimit: 5, retryDelay: 5, retryDelayMax: 300, expireInSeconds: 120 }),
  'deliver-notice': settings({ retryLimit: 20, retryDelay: 1, retryDelayMax: 300, expireInSeconds: 120 }),
  'deliver-reminder': settings({ retryLimit: 20, retryDelay: 1, retryDelayMax: 300, expireInSeconds: 120 }),
  'watch-holds': settings({ retryLimit: 12, retryDelay: 10, retryDelayMax: 300, expireInSeconds: 300 }),
  'expire-hold': settings({ retryLimit: 8, retryDelay: 10, retryDelayMax: 900, expireInSeconds: 120 }),
  'wake-deliveries': settings({ retryLimit: 20, retryDelay: 2, retryDelayMax: 30, expireInSeconds: 60 }),
  'tell-closed': settings({ retryLimit: 8, retryDelay: 5, retryDelayMax: 900, expireInSeconds: 60 }),
  'catch-up': settings({ retryLimit: 8, retryDelay: 5, retryDelayMax: 900, expireInSeconds: 120 }),
  'post-bulletin': settings({ retryLimit: 20, retryDelay: 1, retryDelayMax: 300, expireInSeconds: 120 }),
  'settle-action': settings({ retryLimit: 12, retryDelay: 2, retryDelayMax: 60, expireInSeconds: 120 }),
  // A look lasts a minute at most, and then the last call of it may take its half a minute.
  'poll-project': settings({ retryLimit: 12, retryDelay: 10, retryDelayMax: 600, expireInSeconds: 300 }),
  'discover-projects': settings({
    retryLimit: 3,
    retryDelay: 30,
    retryDelayMax: 600,
    expireInSeconds: 300,
  }),
  'warn-identities': settings({
    retryLimit: 12,
    retryDelay: 10,
    retryDelayMax: 600,
    expireInSeconds: 300,
  }),
  'watch-locks': settings({ retryLimit: 12, retryDelay: 5, retryDelayMax: 60, expireInSeconds: 120 }),
  'show-lock': settings({ retryLimit: 12, retryDelay: 2, retryDelayMax: 300, expireInSeconds: 120 }),
  'tell-lock': settings({ retryLimit: 8, retryDelay: 5, retryDelayMax: 900, expireInSeconds: 60 }),
  'show-stop': settings({ retryLimit: 12, retryDelay: 1, retryDelayMax: 60, expireInSeconds: 60 }),
  // A round reads and cancels a few hundred workflows at most, each within half a minute.
  'run-stop': settings({ retryLimit: 12, retryDelay: 1, retryDelayMax: 30, expireInSeconds: 900 }),
  'forget-old': settings({ retryLimit: 12, retryDelay: 60, retryDelayMax: 3_600, expireInSeconds: 900 }),
  tidy: settings({ retryLimit: 5, retryDelay: 60, retryDelayMax: 600, expireInSeconds: 600 }),
};

export const deadLetterSettings: Settings = { retentionSeconds: 90 * DAY, deleteAfterSeconds: 90 * DAY };

function settings(own: Settings): Settings {
  return {
    retryBackoff: true,
    heartbeatSeconds: 15,
    retentionSeconds: 30 * DAY,
    // Nobody reads finished jobs; the dead ones have their copy in DEAD_LETTERS.
    deleteAfterSeconds: 600,
    ...own,
  };
}

export const jobNames = Object.keys(queueSettings) as readonly JobName[];
