import type { SlackUser } from './slack-api.ts';

/** Slack allows some 100 `users.info` a minute; a burst of clicks must not use them up. */
const KEEP_MS = 5 * 60_000;
const MOST_USERS = 10_000;

interface Entry {
  readonly user: Promise<SlackUser>;
  readonly until: number;
}

/** Remembers people for some minutes; several askers at once share one call; failures are not remembered. */
export function cacheUsers(
  read: (userId: string) => Promise<SlackUser>,
): (userId: string) => Promise<SlackUser> {
  const entries = new Map<string, Entry>();
  return (userId) => {
    const now = Date.now();
    const known = entries.get(userId);
    if (known !== undefined && known.until > now) return known.user;
    const user = read(userId);
    entries.delete(userId);
    entries.set(userId, { user, until: now + KEEP_MS });
    forgetOldest(entries);
    user.catch(() => entries.delete(userId));
    return user;
  };
}

/** A Map keeps the order of insertion, so the first key is the oldest. */
function forgetOldest(entries: Map<string, Entry>): void {
  if (entries.size <= MOST_USERS) return;
  const [oldest] = entries.keys();
  if (oldest !== undefined) entries.delete(oldest);
}
