/** Slack allows some 20 `usergroups.users.list` a minute; who was removed from a group may act for this long. */
const KEEP_MS = 15_000;
const MOST_GROUPS = 500;

type Members = ReadonlySet<string>;

/** Remembers who is in a group for some seconds; several askers at once share one call; failures are not remembered. */
export function cacheGroups(
  read: (groupId: string) => Promise<Members>,
): (groupId: string) => Promise<Members> {
  const entries = new Map<string, { readonly members: Promise<Members>; readonly until: number }>();
  return (groupId) => {
    const now = performance.now();
    const known = entries.get(groupId);
    if (known !== undefined && known.until > now) return known.members;
    const members = read(groupId);
    entries.delete(groupId);
    entries.set(groupId, { members, until: now + KEEP_MS });
    const [oldest] = entries.size > MOST_GROUPS ? entries.keys() : [];
    if (oldest !== undefined) entries.delete(oldest);
    members.catch(() => entries.delete(groupId));
    return members;
  };
}
