/** What CircleCI calls the projects of a host. GitLab's have opaque slugs. */
const PROVIDERS: Readonly<Record<string, string | null>> = {
  'github.com': 'gh',
  'bitbucket.org': 'bb',
  'gitlab.com': null,
};

/** A repository on GitHub, GitLab or Bitbucket. */
export interface RepositoryUrl {
  /** `https://github.com/acme/web`, in lower case and without what follows the repository. */
  readonly url: string;
  /** The slug that CircleCI gives the repository's project; null where it does not follow from the address. */
  readonly slug: string | null;
}

/**
 * @param text the address of a repository or of a page of one, also without `https://`
 * @returns null when it is not one
 */
export function parseRepositoryUrl(text: string): RepositoryUrl | null {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  const host = url?.hostname.replace(/^www\./, '') ?? '';
  const provider = PROVIDERS[host];
  if (url === null || provider === undefined) return null;
  // GitLab's groups lie in each other, and `/-/` separates the repository from its pages.
  const [path = ''] = url.pathname.split('/-/');
  const parts = path.split('/').filter((part) => part !== '');
  const named = provider === null ? parts : parts.slice(0, 2);
  const name = named.join('/').replace(/\.git$/, '');
  if (named.length < 2 || name.endsWith('/')) return null;
  return {
    url: `https://${host}/${name}`.toLowerCase(),
    slug: provider === null ? null : `${provider}/${name}`,
  };
}
