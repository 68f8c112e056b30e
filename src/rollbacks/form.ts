import type { Context } from '../context.ts';
import { pipelineOfApi } from '../pipelines/from-api.ts';
import type { RollbackFacts, VersionChoice } from '../views/rollback-modal.ts';
import {
  type DeployProject,
  deployProject,
  listComponents,
  listEnvironments,
  listVersions,
  placeIn,
  type Version,
} from './deployed.ts';

/** What is chosen so far, by id or by name as a command gives it. */
export interface RollbackChosen {
  readonly projectSlug: string;
  readonly component: string | null;
  readonly environment: string | null;
}

/** Slack's limit for radio buttons; of each the commit is asked for. */
const MOST_VERSIONS = 10;

/**
 * What the form offers. What is the only one of its kind is chosen already.
 *
 * @throws CircleCIError; `not_on_this_host` on a Server
 */
export async function rollbackFacts(ctx: Context, chosen: RollbackChosen): Promise<RollbackFacts> {
  const project = await deployProject(ctx, chosen.projectSlug);
  const components = await listComponents(ctx, project);
  const component = pick(components, chosen.component);
  if (component === null) {
    return { components, component, environments: [], environment: null, live: null, versions: [] };
  }
  const all = await listVersions(ctx, component.id);
  const environments = await environmentsOf(ctx, project, all);
  const environment = pick(environments, chosen.environment);
  if (environment === null) {
    return { components, component, environments, environment, live: null, versions: [] };
  }
  const { live, others } = placeIn(all, environment.id);
  const versions = await Promise.all(
    others.slice(0, MOST_VERSIONS).map((version) => described(ctx, version)),
  );
  return { components, component, environments, environment, live, versions };
}

/** By id, by name, or the only one there is. */
function pick<T extends { readonly id: string; readonly name: string }>(
  known: readonly T[],
  wanted: string | null,
): T | null {
  if (wanted === null) return known.length === 1 ? (known[0] ?? null) : null;
  return (
    known.find(({ id }) => id === wanted) ??
    known.find(({ name }) => name.toLowerCase() === wanted.toLowerCase()) ??
    null
  );
}

async function environmentsOf(ctx: Context, project: DeployProject, versions: readonly Version[]) {
  const used = new Set(versions.map(({ environmentId }) => environmentId));
  return (await listEnvironments(ctx, project)).filter(({ id }) => used.has(id)).slice(0, 100);
}

/** With its commit and who started its pipeline, where that is still known. */
async function described(ctx: Context, { name, deployedAt, pipelineId }: Version): Promise<VersionChoice> {
  const nothing = { name, deployedAt, commit: null, subject: null, by: null };
  if (pipelineId === null) return nothing;
  const stored = await ctx.db
    .selectFrom('pipelines')
    .select(['revision', 'commit_subject', 'trigger_actor'])
    .where('id', '=', pipelineId)
    .executeTakeFirst();
  if (stored !== undefined) {
    const { revision: commit, commit_subject: subject, trigger_actor: by } = stored;
    return { ...nothing, commit, subject, by };
  }
  try {
    const pipeline = await ctx.circleci.pipelines.get(
      { path: { 'pipeline-id': pipelineId } },
      { priority: 'interactive' },
    );
    const {
      revision: commit,
      commitSubject: subject,
      triggerActor: by,
    } = pipelineOfApi(pipeline, pipeline.created_at);
    return { ...nothing, commit, subject, by };
  } catch (error) {
    ctx.log.debug({ err: error }, 'CircleCI did not tell the pipeline of a deployed version');
    return nothing;
  }
}
