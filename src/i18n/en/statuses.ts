/** CircleCI's status words, and the bot's own for a pipeline without workflows, for requests and for what subscriptions choose by. Others are shown as CircleCI says them. */
export const statuses = {
  success: 'Succeeded',
  running: 'Running',
  not_run: 'Not run',
  failed: 'Failed',
  fixed: 'Fixed',
  broken: 'Broken',
  error: 'Error',
  failing: 'Failing',
  on_hold: 'On hold',
  canceled: 'Canceled',
  unauthorized: 'Unauthorized',
  queued: 'Queued',
  not_running: 'Not running yet',
  infrastructure_fail: 'Infrastructure failure',
  timedout: 'Timed out',
  'terminated-unknown': 'Ended for an unknown reason',
  blocked: 'Blocked',
  retried: 'Retried',
  starting: 'Starting',
  pending: 'Asked, not confirmed yet',
  unknown: 'Asked, not confirmed',
  confirmed: 'Confirmed',
  setup: 'Setting up',
  'setup-only': 'Setup succeeded, nothing followed',
  checking: 'Checking for further workflows',
  errored: 'Did not start',
};

/** For a status that is empty. */
export const unknownStatus: string = 'Unknown state';
