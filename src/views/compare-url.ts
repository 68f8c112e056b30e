/** Paths of a comparison of two commits, by host, older first. Others are not guessed. */
const COMPARE_PATHS: Record<string, (from: string, to: string) => string> = {
  'github.com': (from, to) => `compare/${from}...${to}`,
  'gitlab.com': (from, to) => `-/compare/${from}...${to}`,
  'bitbucket.org': (from, to) => `branches/compare/${to}..${from}`,
};

const REVISION = /^[0-9a-f]{7,64}$/i;

/**
 * @returns where the version-control host compares two commits; null where its form of address is not known. Made of
 *   host and path only: a repository's address may carry a user name and a password.
 */
export function compareUrl(
  repositoryUrl: string | null,
  from: string | null,
  to: string | null,
): string | null {
  const repository = repositoryUrl === null ? null : URL.parse(repositoryUrl);
  if (repository === null || !/^https?:$/.test(repository.protocol)) return null;
  if (from === null || to === null || !REVISION.test(from) || !REVISION.test(to)) return null;
  const path = Object.hasOwn(COMPARE_PATHS, repository.host) ? COMPARE_PATHS[repository.host] : undefined;
  if (path === undefined) return null;
  const base = repository.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return `https://${repository.host}${base}/${path(from, to)}`;
}
