/** No header makes the client wait longer than this; CircleCI's windows are minutes, a day at most. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/**
 * @param header `Retry-After`: seconds, or an HTTP date. Source: RFC 9110, 10.2.3.
 * @param now milliseconds since the epoch
 * @returns milliseconds to wait, 0 for a date in the past, null when the header is missing or makes no sense
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), LONGEST_MS);
  // Date.parse also takes words such as `5` or `-1`, which are no HTTP date.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.min(Math.max(at - now, 0), LONGEST_MS);
}
