import type { DeedContext } from './perform.ts';
import type { RunDetail } from './run-deed.ts';

type Started = { readonly id: string } | { readonly message: string | null };

const CLOUD = 'https://circleci.com';

/**
 * Starts a pipeline with the endpoint that fits: `…/pipeline/run` wherever it exists; on a CircleCI Server, which
 * has it only from 4.8 on, the older one for the providers that the older one serves (GitHub OAuth, Bitbucket).
 *
 * @returns the pipeline's id, or CircleCI's message when it accepted the request and created nothing
 * @throws CircleCIError
 */
export async function startPipeline(
  { acting, config }: Pick<DeedContext, 'acting' | 'config'>,
  slug: string,
  ref: RunDetail['ref'],
  parameters: RunDetail['parameters'],
): Promise<Started> {
  const given = Object.keys(parameters).length === 0 ? {} : { parameters: { ...parameters } };
  const interactive = { priority: 'interactive' } as const;
  const [provider = '', organization = '', project = ''] = slug.split('/');
  if (config.circleci.url !== CLOUD && provider !== 'circleci') {
    const body = { ...(ref ?? {}), ...given };
    return acting.pipelines.trigger({ path: { 'project-slug': slug }, body }, interactive);
  }
  const body = { ...(ref === null ? {} : { config: ref, checkout: ref }), ...given };
  return acting.pipelines.run({ path: { provider, organization, project }, body }, interactive);
}
