import { normaliseSlug } from '../domain/project-slug.ts';

/** The web app of CircleCI Cloud; a Server serves its web app on its own host. */
const CLOUD_APP = 'https://app.circleci.com';

const LONG: Record<string, string> = { gh: 'github', bb: 'bitbucket' };

/**
 * @param circleciUrl `CIRCLECI_URL`, without a trailing slash
 * @returns the address of a pipeline in CircleCI's web app, null while its number is unknown
 */
export function pipelineUrl(circleciUrl: string, slug: string, number: number | null): string | null {
  if (number === null) return null;
  return `${appUrl(circleciUrl)}/pipelines/${longSlug(slug)}/${number}`;
}

/** @returns the address of a workflow in CircleCI's web app, which works with and without the pipeline's number */
export function workflowUrl(
  circleciUrl: string,
  slug: string,
  number: number | null,
  workflowId: string,
): string {
  const pipeline = pipelineUrl(circleciUrl, slug, number);
  return pipeline === null
    ? `${appUrl(circleciUrl)}/workflow-run/${workflowId}`
    : `${pipeline}/workflows/${workflowId}`;
}

function appUrl(circleciUrl: string): string {
  return circleciUrl === 'https://circleci.com' ? CLOUD_APP : circleciUrl;
}

function longSlug(slug: string): string {
  const [provider = '', ...rest] = (normaliseSlug(slug) ?? slug).split('/');
  return [LONG[provider] ?? provider, ...rest].map(encodeURIComponent).join('/');
}
