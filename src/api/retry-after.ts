/**
 * No header makes the client wait longer than this, whatever it says: after it, it tries again and hears whether the
 * limit still holds. One wrong header must not silence the bot for a day.
 */
export const LONGEST_PAUSE_MS = 5 * 60 * 1000;

/**
 * @param header `Retry-After`: seconds, or an HTTP date. Source: RFC 9110, 10.2.3.
 * @param now milliseconds since the epoch
 * @returns milliseconds to wait, at most {@link LONGEST_PAUSE_MS}; 0 for a date in the past, null when the header is missing or makes no sense
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), LONGEST_PAUSE_MS);
  // Date.parse also takes words such as `5` or `-1`, which are no HTTP date.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), LONGEST_PAUSE_MS);
}
