import type { CardView } from './card-view.ts';
import { code, inline, link, oneLine, shorten } from './mrkdwn.ts';

/** @returns the commit's short hash, linked where the host's form of address is known, and its author */
export function commitLabel({ snapshot, texts }: CardView): string {
  const revision = oneLine(snapshot.revision ?? '');
  const author = inline(shorten(snapshot.commitAuthor ?? '', 60));
  if (revision === '') return author;
  const short = /^[0-9a-f]{7,64}$/i.test(revision) ? revision.slice(0, 7) : shorten(revision, 12);
  const url = commitUrl(snapshot.repositoryUrl, revision);
  const commit = url === null ? code(short) : link(url, short);
  return author === '' ? commit : texts.cards.commitBy(commit, author);
}

/** Paths of a commit's page, by host. Others are not guessed. */
const COMMIT_PATHS: Record<string, string> = {
  'github.com': 'commit',
  'gitlab.com': '-/commit',
  'bitbucket.org': 'commits',
};

/**
 * @returns the commit's page, where the host's form of address is known. Made of host and path only: a repository's
 *   address may carry a user name and a password.
 */
export function commitUrl(repositoryUrl: string | null, revision: string): string | null {
  const repository = repositoryUrl === null ? null : URL.parse(repositoryUrl);
  if (repository === null || !/^https?:$/.test(repository.protocol)) return null;
  const path = Object.hasOwn(COMMIT_PATHS, repository.host) ? COMMIT_PATHS[repository.host] : undefined;
  if (path === undefined) return null;
  const base = repository.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return `https://${repository.host}${base}/${path}/${encodeURIComponent(revision)}`;
}
