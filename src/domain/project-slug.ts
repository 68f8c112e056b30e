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
  if (short === undefined || repo === undefined) return null;
  if (!isName(org) || !isName(repo)) return null;
  return `${short}/${org}/${repo}`;
}

/** No part of an address or of Slack's markup, and no `..` that would lead to another endpoint. */
function isName(part: string): boolean {
  return !/^\.{0,2}$|[\s?#%<>|\\\p{Cc}]/u.test(part);
}

/**
 * @param slug in normal form, or a glob of slugs
 * @returns what two spellings of one slug have in common. GitHub and Bitbucket take names in any letter case; the ids in
 *   `circleci/…` are case-sensitive.
 */
export function slugKey(slug: string): string {
  return /^(?:gh|bb)\//.test(slug) ? slug.toLowerCase() : slug;
}

/**
 * @returns the slug that names a project by its ids, whatever it is called. Source: CircleCI API v2, `project-slug`.
 */
export function slugById(organizationId: string, projectId: string): string {
  return `circleci/${organizationId}/${projectId}`;
}

/** The parts of a slug as CircleCI's newer paths want them. */
export interface SlugParts {
  /** CircleCI's long name; both of its APIs take it, v1.1 takes nothing else. */
  readonly provider: 'github' | 'bitbucket' | 'circleci';
  readonly organization: string;
  readonly project: string;
}

const LONG = { gh: 'github', bb: 'bitbucket', circleci: 'circleci' } as const;

/**
 * @param slug in any form
 * @returns its three parts, or null when it is no project slug
 */
export function splitSlug(slug: string): SlugParts | null {
  const [provider, organization, project] = normaliseSlug(slug)?.split('/') ?? [];
  if (provider !== 'gh' && provider !== 'bb' && provider !== 'circleci') return null;
  if (organization === undefined || project === undefined) return null;
  return { provider: LONG[provider], organization, project };
}

/** The slug's last segment: the repository's name, or an opaque id for `circleci/…`. */
export function slugName(slug: string): string {
  return slug.slice(slug.lastIndexOf('/') + 1);
}
