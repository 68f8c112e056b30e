import { oneLine, shorten } from '../views/mrkdwn.ts';

/** Long enough for a sentence; it stands in the audit log for ever. */
export const LONGEST_REASON = 300;

/**
 * @param text what a person typed
 * @returns their reason on one line, without what cannot be seen or stored (PostgreSQL takes no null bytes, and no half
 *   of a surrogate pair in JSON), cut to a length; null when nothing is left
 */
export function readReason(text: string): string | null {
  return shorten(oneLine(text), LONGEST_REASON) || null;
}
