/**
 * A project slug in the one form the bot stores and compares: `gh/org/repo`, `bb/org/repo`,
 * `circleci/<org>/<project>` (GitLab and GitHub App projects; the last two parts are opaque).
 * CircleCI's webhooks write `github/…` and `bitbucket/…`, its API takes both.
 */
const SHORT: Record<string, string> = {
  gh: 'gh',
  github: 'gh',
  bb: 'bb',
  bitbucket: 'bb',
  circleci: 'circleci',
};

/**
 * @param text a slug as CircleCI or a person writes it
 * @returns its normal form, or null when it is no project slug
 */
export function normaliseSlug(text: string): string | null {
  const parts = text.trim().split('/');
  const [provider, org, ...rest] = parts;
  if (provider === undefined || org === undefined || rest.length !== 1) return null;
  const short = SHORT[provider.toLowerCase()];
  const [repo] = rest;
  if (short === undefined || org === '' || repo === undefined || repo === '') return null;
  if (/[\s?#%]/.test(org) || /[\s?#%]/.test(repo)) return null;
  return `${short}/${org}/${repo}`;
}

/** The slug's last segment: the repository's name, or an opaque id for `circleci/…`. */
export function slugName(slug: string): string {
  return slug.slice(slug.lastIndexOf('/') + 1);
}
