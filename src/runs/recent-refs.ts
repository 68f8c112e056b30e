import { CircleCIError, collect, paginate } from '../api/index.ts';
import type { Context } from '../context.ts';
import { nearest } from '../domain/nearest.ts';
import { pipelineOfApi } from '../pipelines/from-api.ts';
import { type Ref, searchRefs } from './refs.ts';

type RefContext = Pick<Context, 'circleci' | 'db' | 'log'>;

/** Three of CircleCI's pages, which have 20 pipelines each. */
const MOST_PIPELINES = 60;
const KEPT_MS = 60_000;
const MOST_PROJECTS = 200;
/** A typeahead has three seconds in all. Source: Slack docs, "Interactivity", acknowledgment. */
const WAIT_MS = 1_500;
const MOST_COMPARED = 500;

interface Reading {
  readonly refs: Promise<readonly Ref[]>;
  readonly startedAt: number;
}

/** What was read lately, for each client: it only shortens the wait, and another process reads it again. */
const readings = new WeakMap<Context['circleci'], Map<string, Reading>>();

/**
 * Branches and tags of a project: those of stored pipelines, and those of the pipelines that CircleCI has had lately,
 * also where the bot has just been installed. CircleCI has no list of branches.
 *
 * @returns within two seconds, without CircleCI's where it takes longer; a later call has them
 */
export async function knownRefs(ctx: RefContext, slug: string, text: string, limit: number): Promise<Ref[]> {
  const [stored, recent] = await Promise.all([
    searchRefs(ctx, slug, text, limit),
    within(recentRefs(ctx, slug), WAIT_MS),
  ]);
  const wanted = text.trim().toLowerCase();
  const keys = new Set(stored.map(keyOf));
  const added = (recent ?? []).filter(
    (ref) => !keys.has(keyOf(ref)) && ref.name.toLowerCase().includes(wanted),
  );
  return [...stored, ...added].slice(0, limit);
}

/** Reads them while a person looks at a form, so that its search finds them at once. */
export async function readRefsAhead(ctx: RefContext, slug: string): Promise<void> {
  await recentRefs(ctx, slug);
}

/** @returns the known branch that was probably meant; null when this one is known, or none comes near */
export async function branchMeant(ctx: RefContext, slug: string, branch: string): Promise<string | null> {
  const known = await knownRefs(ctx, slug, '', MOST_COMPARED);
  const branches = known.filter(({ kind }) => kind === 'branch').map(({ name }) => name);
  return branches.includes(branch) ? null : (nearest(branch, branches)[0] ?? null);
}

/** @returns an empty list when CircleCI cannot be asked */
function recentRefs(ctx: RefContext, slug: string): Promise<readonly Ref[]> {
  const byProject = readings.get(ctx.circleci) ?? new Map<string, Reading>();
  readings.set(ctx.circleci, byProject);
  const known = byProject.get(slug);
  if (known !== undefined && performance.now() - known.startedAt < KEPT_MS) return known.refs;
  const refs = read(ctx, slug).catch((error: unknown) => {
    byProject.delete(slug);
    if (!(error instanceof CircleCIError)) throw error;
    ctx.log.info({ reason: error.message }, 'CircleCI did not tell on which branches a project ran lately');
    return [];
  });
  byProject.delete(slug);
  const [oldest] = byProject.size >= MOST_PROJECTS ? byProject.keys() : [];
  if (oldest !== undefined) byProject.delete(oldest);
  byProject.set(slug, { refs, startedAt: performance.now() });
  return refs;
}

async function read({ circleci }: RefContext, slug: string): Promise<readonly Ref[]> {
  const { items } = await collect(
    paginate(
      circleci.pipelines.listForProject,
      { path: { 'project-slug': slug }, query: {} },
      { limit: MOST_PIPELINES, priority: 'interactive' },
    ),
  );
  const refs = new Map<string, Ref>();
  for (const pipeline of items) {
    const { branch, tag } = pipelineOfApi(pipeline, pipeline.created_at);
    const ref: Ref | null =
      branch !== null ? { kind: 'branch', name: branch } : tag === null ? null : { kind: 'tag', name: tag };
    if (ref !== null) refs.set(keyOf(ref), ref);
  }
  return [...refs.values()];
}

function keyOf({ kind, name }: Ref): string {
  return `${kind}:${name}`;
}

/** @returns what came of it, null when it takes longer */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
