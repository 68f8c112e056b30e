import { normaliseSlug } from './project-slug.ts';
import { unwrapSlackLink } from './slack-link.ts';

/** What a CircleCI web address points at. Present fields depend on the address, not only on `kind`. */
export interface CircleCiUrl {
  readonly kind: 'project' | 'pipeline' | 'workflow' | 'job';
  /** Normal form; null only for the short addresses that name a workflow and nothing else. */
  readonly slug: string | null;
  readonly pipelineNumber?: number;
  /** Lower-case UUID. */
  readonly workflowId?: string;
  readonly jobNumber?: number;
  /** Lower-case UUID; some pages name a job by it instead of by its number. */
  readonly jobId?: string;
  readonly branch?: string;
}

export interface CircleCiUrlOptions {
  /**
   * Address of the CircleCI the bot talks to. With it, only that host, its `app.` subdomain, circleci.com and
   * its subdomains are taken; without it, any host whose path has a CircleCI form.
   */
  readonly serverUrl?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** First path segments of pages of a project: the pages of today, its settings, and the older ones. */
const PROJECT_PAGES = new Set(['pipelines', 'jobs', 'insights', 'projects', 'settings', 'setup', 'project']);

/**
 * Reads any address of CircleCI's web app, of today or of its older user interfaces, Cloud or Server,
 * also inside Slack's `<url>` and `<url|label>`, and without `https://` as people type it.
 *
 * @param text one word, not a sentence
 * @returns what it points at, or null when it is no such address
 */
export function parseCircleCiUrl(text: string, options: CircleCiUrlOptions = {}): CircleCiUrl | null {
  const url = toUrl(unwrapSlackLink(text));
  if (url === null || !isKnownHost(url.hostname, options.serverUrl)) return null;
  const segments = decodedSegments(url.pathname);
  if (segments === null) return null;
  const branch = nonEmpty(url.searchParams.get('branch'));
  return bareWorkflow(segments) ?? projectPage(segments, branch) ?? olderPage(segments, branch);
}

function toUrl(text: string): URL | null {
  const bare = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\//i.test(text);
  const url = URL.parse(bare ? `https://${text}` : text);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : null;
}

function isKnownHost(host: string, serverUrl: string | undefined): boolean {
  if (serverUrl === undefined) return true;
  if (host === 'circleci.com' || host.endsWith('.circleci.com')) return true;
  const server = URL.parse(serverUrl)?.hostname;
  return server !== undefined && (host === server || host === `app.${server}`);
}

function decodedSegments(path: string): string[] | null {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** `/workflow-run/<uuid>`, `/pipelines/workflows/<uuid>` */
function bareWorkflow(segments: readonly string[]): CircleCiUrl | null {
  const rest =
    segments[0] === 'workflow-run'
      ? segments.slice(1)
      : segments[0] === 'pipelines' && segments[1] === 'workflows'
        ? segments.slice(2)
        : [];
  const workflowId = uuid(rest[0]);
  if (workflowId === undefined) return null;
  return { kind: 'workflow', slug: null, workflowId, ...jobPart(rest.slice(1)) };
}

/** `/pipelines/<slug>/…`, `/jobs/<slug>/<n>`, `/settings/project/<slug>`, `/insights/<slug>/…`, … */
function projectPage(segments: readonly string[], branch: string | undefined): CircleCiUrl | null {
  const [page, ...rest] = segments;
  if (page === undefined || !PROJECT_PAGES.has(page)) return null;
  const at = rest[0]?.startsWith('project') === true ? 1 : 0;
  const slug = normaliseSlug(rest.slice(at, at + 3).join('/'));
  if (slug === null) return null;
  const after = rest.slice(at + 3);
  const withBranch = branch === undefined ? {} : { branch };
  if (page === 'jobs') return { kind: 'project', slug, ...withBranch, ...jobPart(['jobs', ...after]) };
  if (page === 'pipelines') return { slug, ...withBranch, ...pipelinePart(after) };
  return { kind: 'project', slug, ...withBranch };
}

/** What follows the slug: `<n>`, `<n>/workflows/<uuid>`, `<n>/workflows/<uuid>/jobs/<n>`, then tabs that do not matter. */
function pipelinePart(segments: readonly string[]): Omit<CircleCiUrl, 'slug'> {
  const pipelineNumber = count(segments[0]);
  if (pipelineNumber === undefined) return { kind: 'project' };
  const workflowId = segments[1] === 'workflows' ? uuid(segments[2]) : undefined;
  if (workflowId === undefined) return { kind: 'pipeline', pipelineNumber };
  return { kind: 'workflow', pipelineNumber, workflowId, ...jobPart(segments.slice(3)) };
}

/** `jobs/<n>` or `jobs/<uuid>` */
function jobPart(segments: readonly string[]): Partial<Pick<CircleCiUrl, 'kind' | 'jobNumber' | 'jobId'>> {
  if (segments[0] !== 'jobs') return {};
  const jobNumber = count(segments[1]);
  if (jobNumber !== undefined) return { kind: 'job', jobNumber };
  const jobId = uuid(segments[1]);
  return jobId === undefined ? {} : { kind: 'job', jobId };
}

/** `/gh/<org>/<repo>`, `/gh/<org>/<repo>/<job>`, `/gh/<org>/<repo>/tree/<branch>`, `/gh/<org>/workflows/<repo>/tree/<branch>` */
function olderPage(segments: readonly string[], branch: string | undefined): CircleCiUrl | null {
  const [provider, org, ...named] = segments;
  // `circleci/…` never had such pages, and github.com/circleci/<repo>/… would look like one.
  if (provider === 'circleci') return null;
  const rest = named[0] === 'workflows' ? named.slice(1) : named;
  const slug = normaliseSlug([provider, org, rest[0]].join('/'));
  if (slug === null) return null;
  const jobNumber = count(rest[1]);
  if (jobNumber !== undefined) return { kind: 'job', slug, jobNumber };
  const tree = rest[1] === 'tree' ? nonEmpty(rest.slice(2).join('/')) : undefined;
  const chosen = tree ?? branch;
  return { kind: 'project', slug, ...(chosen === undefined ? {} : { branch: chosen }) };
}

/** Digits only, and no larger than a number holds exactly. */
function count(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

function uuid(text: string | undefined): string | undefined {
  return text !== undefined && UUID.test(text) ? text.toLowerCase() : undefined;
}

function nonEmpty(text: string | null): string | undefined {
  return text === null || text === '' ? undefined : text;
}
