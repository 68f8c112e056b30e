import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Locale } from '../domain/locale.ts';
import { requestScope } from '../slack/request-scope.ts';
import { SlackError } from '../slack/slack-error.ts';
import { isDatabaseUnavailable } from '../storage/unavailable.ts';
import { type Trouble, troubleText } from '../views/help-trouble.ts';

/** Whose request it was. */
export interface Asked {
  /** `team:user`, for the log. */
  readonly user: string;
  readonly locale: Locale;
  /** Whether the request had been taken up; left out: it had. */
  readonly isTakenUp?: boolean;
}

/**
 * Logs what kept a request from being done.
 *
 * @param what for the log: `a click failed`
 * @returns what to tell the person, with the reference that stands in the log
 */
export function explainTrouble(
  { log, stopping }: Pick<Context, 'log' | 'stopping'>,
  error: unknown,
  what: string,
  { user, locale, isTakenUp = true }: Asked,
): string {
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference, user }, what);
  return troubleText(error, reference, locale, troubleOf(error, stopping, isTakenUp));
}

function troubleOf(error: unknown, stopping: AbortSignal, isTakenUp: boolean): Trouble {
  const isStored = requestScope()?.isStored === true;
  if (stopping.aborted) return isStored ? 'restarting-stored' : 'restarting';
  if (!isTakenUp && error instanceof SlackError) return 'slack-before';
  if (!isDatabaseUnavailable(error)) return 'as-it-says';
  if (!isTakenUp) return 'database-before';
  return isStored ? 'database-stored' : 'database-later';
}
