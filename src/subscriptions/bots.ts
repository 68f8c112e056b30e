import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { matchesGlob } from './globs.ts';

/**
 * Bots whose names do not say so, in lower case with `-` between words. Their commits carry a display name such as
 * "WhiteSource Renovate" or a login such as `dependabot-preview`.
 */
const KNOWN = new Set([
  'allcontributors',
  'codecov',
  'dependabot',
  'dependabot-preview',
  'depfu',
  'github-actions',
  'gitlab-ci',
  'greenkeeper',
  'imgbot',
  'mend-renovate',
  'mergify',
  'pre-commit-ci',
  'pyup',
  'renovate',
  'scala-steward',
  'semantic-release',
  'snyk',
  'weblate',
  'whitesource-renovate',
]);

/**
 * @param botAuthors globs of the setting BOT_AUTHORS; upper and lower case are the same
 * @returns the bot that made the commit or started the pipeline, by the name people know it by; null when none did
 */
export function botOf(
  {
    commitAuthor,
    triggerActor,
    identities,
  }: Pick<PipelineSnapshot, 'commitAuthor' | 'triggerActor' | 'identities'>,
  botAuthors: readonly string[] = [],
): string | null {
  const matches = (name: string | null) =>
    name !== null && (isBot(name) || botAuthors.some((glob) => matchesGlob(glob, name.trim(), true)));
  const author = [commitAuthor, identities?.authorLogin ?? null, identities?.authorEmail ?? null];
  const actor = [triggerActor, identities?.actorLogin ?? null];
  // An e-mail address is never shown: whoever has one has a name or a login, too.
  if (author.some(matches)) return commitAuthor ?? identities?.authorLogin ?? triggerActor ?? 'bot';
  return actor.find(matches) ?? null;
}

/**
 * By what the provider gives a bot: GitHub's logins end in `[bot]`, as do their addresses
 * (`49699333+dependabot[bot]@users.noreply.github.com`); GitLab's access tokens are `project_42_bot_…` and
 * `group_42_bot_…`. Sources: GitHub docs, "About commit email addresses"; GitLab docs, "Bot users for projects".
 *
 * @param name a name, a login or an e-mail address
 */
export function isBot(name: string): boolean {
  const text = name.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  const own = at > 0 ? text.slice(0, at).replace(/^\d+\+/, '') : text;
  if (/\[bot\]$/.test(own) || /^(?:project|group)_?\d+_bot(?:_|\d*$)/.test(own)) return true;
  const plain = own.replace(/[\s_.-]+/g, '-');
  return KNOWN.has(plain) || /(?:^|-)bot$/.test(plain);
}
