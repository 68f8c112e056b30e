import type { Locale } from '../domain/locale.ts';
import type { Lock } from '../domain/lock.ts';
import { slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { code, inline, mention, shorten } from './mrkdwn.ts';

/** @returns mrkdwn: the project, with the branch if it is about one */
export function lockPlace({ project, branch }: Pick<Lock, 'project' | 'branch'>, locale: Locale): string {
  const { locks } = messages(locale);
  if (project === null) return locks.everything;
  const name = code(shorten(project, 150));
  return branch === null ? name : locks.ofBranch(name, code(shorten(branch, 100)));
}

/** @returns mrkdwn of one line: what is locked, by whom, until when and why */
export function lockLine(lock: Lock, locale: Locale): string {
  const { locks } = messages(locale);
  const who = mention(lock.userId);
  const until = lockUntil(lock);
  const reason = inline(shorten(lock.reason, 200));
  return lock.project === null
    ? locks.frozen(who, until, reason)
    : locks.locked(lockPlace(lock, locale), who, until, reason);
}

export function lockUntil({ until }: Pick<Lock, 'until'>): string {
  return slackDate(until) ?? inline(until);
}
