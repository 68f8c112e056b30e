import type { Context } from '../context.ts';
import type { ContextLimits, ContextsBehind, ContextUse } from '../domain/approval-detail.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Reader } from '../failures/reader.ts';
import type { Asking } from './asking.ts';
import { type JobsBehind, nameOf } from './behind.ts';
import { configContexts } from './config-contexts.ts';
import { limitsOf } from './limits.ts';

/** Contexts looked into; more than so many used behind one hold are counted. */
const MOST_CONTEXTS = 10;
const MOST_JOBS_NAMED = 5;
/** An organization with more contexts than this is not searched to its end. */
const MOST_LISTED = 500;
const MOST_RESTRICTIONS = 100;

export type ConfigContexts = ReadonlyMap<string, readonly string[]>;

/**
 * @returns names of contexts by name of job, from the pipeline's compiled configuration; null when it cannot be read
 * @throws CircleCIError
 */
export async function readConfigContexts(
  { circleci }: Pick<Context, 'circleci'>,
  { id }: PipelineSnapshot,
  workflowName: string,
  { priority }: Asking,
): Promise<ConfigContexts | null> {
  const config = await circleci.pipelines.getConfig({ path: { 'pipeline-id': id } }, { priority });
  const setup = config['compiled-setup-config'];
  return (
    configContexts(config.compiled, workflowName) ??
    (setup === null ? null : configContexts(setup, workflowName))
  );
}

/** @returns which contexts the jobs behind a hold use, and what those ask for, as far as CircleCI shows it to the bot */
export async function readContexts(
  ctx: Pick<Context, 'circleci'>,
  reader: Reader,
  snapshot: PipelineSnapshot,
  behind: JobsBehind,
  config: ConfigContexts,
  asking: Asking,
): Promise<ContextsBehind> {
  const { names, unknownJobs } = usedBy(behind, config);
  const used = [...names].slice(0, MOST_CONTEXTS);
  const base = { usesTotal: names.size, unknownJobs };
  if (used.length === 0) return { ...base, organization: null, uses: [] };
  const limits = await reader.read('the contexts', () =>
    readLimits(ctx, reader, snapshot, new Set(used.map(([name]) => name)), asking),
  );
  const uses = used.map(([name, jobs]): ContextUse => {
    const own = limits?.byName.get(name) ?? null;
    return {
      name: nameOf({ name }),
      jobs: jobs.slice(0, MOST_JOBS_NAMED).map(nameOf),
      later: jobs.every((job) => behind.later.includes(job)),
      limits: own,
    };
  });
  return { ...base, organization: limits?.organization ?? null, uses };
}

function usedBy({ unlocked, later }: JobsBehind, config: ConfigContexts) {
  const names = new Map<string, JobsBehind['unlocked'][number][]>();
  let unknownJobs = 0;
  for (const job of [...unlocked, ...later]) {
    const contexts = config.get(job.name);
    if (contexts === undefined) unknownJobs += 1;
    for (const name of contexts ?? []) names.set(name, [...(names.get(name) ?? []), job]);
  }
  return { names, unknownJobs };
}

interface Limits {
  readonly organization: { readonly id: string; readonly slug: string };
  readonly byName: ReadonlyMap<string, ContextLimits | null>;
}

async function readLimits(
  { circleci }: Pick<Context, 'circleci'>,
  reader: Reader,
  { projectSlug, branch, tag }: PipelineSnapshot,
  wanted: ReadonlySet<string>,
  { priority }: Asking,
): Promise<Limits> {
  const project = await circleci.projects.get({ path: { 'project-slug': projectSlug } }, { priority });
  const organization = { id: project.organization_id, slug: project.organization_slug };
  const scope = { projectId: project.id, organizationId: organization.id, branch, tag };
  const byName = new Map<string, ContextLimits | null>();
  const listed = circleci.paginate(
    circleci.contexts.list,
    { query: { 'owner-slug': organization.slug } },
    { limit: MOST_LISTED, priority },
  );
  for await (const context of listed) {
    if (!wanted.has(context.name)) continue;
    const limits = await reader.read('the restrictions of a context', async () => {
      const restrictions = [];
      const pages = circleci.paginate(
        circleci.contextRestrictions.list,
        { path: { context_id: context.id } },
        { limit: MOST_RESTRICTIONS, priority },
      );
      for await (const one of pages) restrictions.push(one);
      return limitsOf(restrictions, scope);
    });
    byName.set(context.name, limits);
    if (byName.size === wanted.size) break;
  }
  return { organization, byName };
}
