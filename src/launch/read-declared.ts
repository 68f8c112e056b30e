import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { Declared, DeclaredParameter } from '../domain/parameter.ts';
import type { RefChoice } from '../domain/ref.ts';
import { type ApiPipeline, pipelineOfApi } from '../pipelines/from-api.ts';
import { projectFacts } from './project-facts.ts';
import { readParameters } from './read-parameters.ts';

type ReadContext = Pick<Context, 'circleci' | 'db' | 'log' | 'now' | 'queue'>;

/** The newest may have a configuration that cannot be read, or none yet; further back it says little of today. */
const LOOKED_AT = 3;

/**
 * The parameters that a run can be given, by the configuration of the newest pipeline on the same branch or tag; by
 * one on the default branch where there is none. CircleCI tells a configuration only of pipelines that it made.
 *
 * @param ref null: the default branch
 * @param definitionId the pipeline definition it is to be started from; null where there is only one way
 * @returns null when nothing is known: no pipeline yet, or CircleCI cannot be asked
 */
export async function readDeclared(
  ctx: ReadContext,
  slug: string,
  ref: RefChoice | null,
  definitionId: string | null,
): Promise<Declared | null> {
  try {
    const { defaultBranch } = await projectFacts(ctx, slug);
    const own = ref ?? (defaultBranch === null ? null : { branch: defaultBranch });
    const newest = await newestOn(ctx, slug, own);
    const found = await firstReadable(ctx, newest, own, definitionId);
    if (found !== null || own === null) return found;
    if (defaultBranch === null || ('branch' in own && own.branch === defaultBranch)) {
      return firstReadable(ctx, await newestOn(ctx, slug, null), own, definitionId);
    }
    return firstReadable(ctx, await newestOn(ctx, slug, { branch: defaultBranch }), own, definitionId);
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    ctx.log.info({ reason: error.message }, 'CircleCI did not tell which parameters a run can be given');
    return null;
  }
}

/** CircleCI filters its list by branch, not by tag. */
async function newestOn(
  { circleci }: ReadContext,
  slug: string,
  ref: RefChoice | null,
): Promise<ApiPipeline[]> {
  const query = ref !== null && 'branch' in ref ? { branch: ref.branch } : {};
  const page = await circleci.pipelines.listForProject(
    { path: { 'project-slug': slug }, query },
    { priority: 'interactive' },
  );
  if (ref === null || 'branch' in ref) return page.items;
  return page.items.filter((one) => pipelineOfApi(one, one.created_at).tag === ref.tag);
}

/** Those of the same definition first. */
async function firstReadable(
  ctx: ReadContext,
  pipelines: readonly ApiPipeline[],
  ref: RefChoice | null,
  definitionId: string | null,
): Promise<Declared | null> {
  const same = pipelines.filter((one) => definitionId !== null && definitionOf(one) === definitionId);
  const candidates = same.length > 0 ? same : pipelines;
  for (const pipeline of candidates.slice(0, LOOKED_AT)) {
    const parameters = await parametersOf(ctx, pipeline.id);
    if (parameters === null) continue;
    const { branch, tag } = pipelineOfApi(pipeline, pipeline.created_at);
    const ranOnIt = ref !== null && ('tag' in ref ? tag === ref.tag : branch === ref.branch);
    return {
      parameters,
      pipelineNumber: pipeline.number ?? 0,
      readOn: tag ?? branch,
      exact: ranOnIt && isOfDefinition(pipeline, definitionId),
    };
  }
  return null;
}

/**
 * With setup workflows a trigger's parameters are those of the setup configuration; `source` then is what it went on
 * with. Source: the OpenAPI description, `getPipelineConfigById`; docs, "Dynamic configuration".
 */
async function parametersOf(
  { circleci }: ReadContext,
  id: string,
): Promise<readonly DeclaredParameter[] | null> {
  const config = await circleci.pipelines.getConfig(
    { path: { 'pipeline-id': id } },
    { priority: 'interactive' },
  );
  const setup = config['setup-config'];
  return readParameters(setup === null || setup.trim() === '' ? config.source : setup);
}

/** A pipeline that does not say which it is of may be of another one. */
function isOfDefinition(pipeline: ApiPipeline, definitionId: string | null): boolean {
  return definitionId === null || definitionOf(pipeline) === definitionId;
}

/**
 * Pipelines of GitHub App projects say it among their trigger's parameters. Source: observed webhooks, where
 * `circleci.config_source_id` is what started it; that it is the definition's id is not documented.
 */
function definitionOf({ trigger_parameters: parameters }: ApiPipeline): string | null {
  const circleci: unknown = parameters?.circleci;
  const id: unknown =
    typeof circleci === 'object' && circleci !== null ? Reflect.get(circleci, 'config_source_id') : null;
  return typeof id === 'string' ? id : null;
}
