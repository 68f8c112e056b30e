/**
 * @param text a time as CircleCI's API writes it (RFC 3339, with up to microseconds)
 * @returns it in the one form the bot stores and compares, ISO 8601 in UTC with milliseconds; null for nothing
 *   and for what is no time
 */
export function isoTime(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
