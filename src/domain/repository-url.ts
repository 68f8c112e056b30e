/** What CircleCI calls the projects of a host. GitLab's have opaque slugs. */
const PROVIDERS: Readonly<Record<string, string | null>> = {
  'github.com': 'gh',
  'bitbucket.org': 'bb',
  'gitlab.com': null,
};

/** A repository on GitHub, GitLab or Bitbucket. */
export interface RepositoryUrl {
  /** `https://github.com/acme/web`, in lower case. */
  readonly url: string;
  /** The slug that CircleCI gives the repository's project; null where it does not follow from the address. */
  readonly slug: string | null;
}

/**
 * @param text the address of a repository, also without `https://`
 * @returns null when it is not one. A page of a repository, such as a branch or a pull request, means more than the
 *   project, so it is not taken for it.
 */
export function parseRepositoryUrl(text: string): RepositoryUrl | null {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  const host = url?.hostname.replace(/^www\./, '') ?? '';
  const provider = PROVIDERS[host];
  if (url === null || provider === undefined) return null;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  // GitLab's groups lie in each other, and `-` separates the repository from its pages.
  const isRepository = provider === null ? parts.length >= 2 && !parts.includes('-') : parts.length === 2;
  const name = parts.join('/').replace(/\.git$/, '');
  if (!isRepository || name.endsWith('/')) return null;
  return {
    url: `https://${host}/${name}`.toLowerCase(),
    slug: provider === null ? null : `${provider}/${name}`,
  };
}
