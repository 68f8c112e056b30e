import type { DeedContext } from './perform.ts';
import type { RunDetail } from './run-deed.ts';

type Started = { readonly id: string } | { readonly message: string | null };

/**
 * Starts a pipeline with the endpoint that fits the project: GitHub App's and others of `circleci/…`, and whatever is
 * to be started from a named definition, with `…/pipeline/run`; GitHub OAuth's and Bitbucket's own pipeline with the
 * older one, which every CircleCI has (`run` came to Server with 4.8). Source: the OpenAPI description of both.
 *
 * @returns the pipeline's id, or CircleCI's message when it accepted the request and created nothing
 * @throws CircleCIError
 */
export async function startPipeline(
  { acting }: Pick<DeedContext, 'acting'>,
  slug: string,
  { ref, parameters, definitionId }: RunDetail,
): Promise<Started> {
  const given = Object.keys(parameters).length === 0 ? {} : { parameters: { ...parameters } };
  const interactive = { priority: 'interactive' } as const;
  const [provider = '', organization = '', project = ''] = slug.split('/');
  if (definitionId === null && provider !== 'circleci') {
    const body = { ...(ref ?? {}), ...given };
    return acting.pipelines.trigger({ path: { 'project-slug': slug }, body }, interactive);
  }
  const body = {
    ...(definitionId === null ? {} : { definition_id: definitionId }),
    ...(ref === null ? {} : { config: ref, checkout: ref }),
    ...given,
  };
  return acting.pipelines.run({ path: { provider, organization, project }, body }, interactive);
}
