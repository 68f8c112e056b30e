/** Times are kept as epoch milliseconds and written the several ways CircleCI writes them. */

/** `2026-11-21T08:09:10.123Z`: pipelines, and most fields of webhooks. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms);
}

/** `2026-11-21T08:09:10Z`: workflows and jobs in API v2, as observed. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function isoSecondsOrNull(ms: number | null): string | null {
  return ms === null ? null : isoSeconds(ms);
}

/** `2026-11-21T08:09:10.123456Z`: an event's `happened_at`, as observed. */
export function isoMicroseconds(ms: number, micros = 0): string {
  return iso(ms).replace('Z', `${String(micros % 1000).padStart(3, '0')}Z`);
}

/** `2026-11-21 08:09:10.123456789 +0000 UTC`: how GitHub App payloads write `event_time`, as observed. */
export function goTime(ms: number): string {
  const text = iso(ms);
  return `${text.slice(0, 10)} ${text.slice(11, 23)}204816 +0000 UTC`;
}
