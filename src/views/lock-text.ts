import type { Locale } from '../domain/locale.ts';
import type { Lock } from '../domain/lock.ts';
import { slugName } from '../domain/project-slug.ts';
import { slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { code, inline, mention, shorten } from './mrkdwn.ts';
import { projectLabel } from './run-modal-options.ts';

/** @returns mrkdwn: the project, with the branch if it is about one */
export function lockPlace(
  { project, projectName, branch }: Pick<Lock, 'project' | 'projectName' | 'branch'>,
  locale: Locale,
): string {
  const { locks } = messages(locale);
  if (project === null) return locks.everything;
  const name = code(shorten(placeName({ project, projectName }), 150));
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

/** @returns plain text: the project as people know it */
export function placeName({
  project,
  projectName,
}: {
  readonly project: string;
  readonly projectName?: string | null | undefined;
}): string {
  return projectLabel({ slug: project, name: projectName ?? slugName(project) });
}
