import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import { projectFacts } from './project-facts.ts';

/** One of the ways in which a project's pipelines are made: a configuration and what it checks out. */
export interface Definition {
  readonly id: string;
  readonly name: string;
}

/** More help nobody to choose from, and are Slack's limit for options. */
const MOST = 100;

/**
 * @returns the project's pipeline definitions; none where CircleCI has none to tell: on a Server, or when it cannot
 *   be asked, and then a run is started without naming one
 */
export async function listDefinitions(
  ctx: Pick<Context, 'circleci' | 'db' | 'log' | 'now' | 'queue'>,
  slug: string,
): Promise<readonly Definition[]> {
  try {
    const { id } = await projectFacts(ctx, slug);
    const { items } = await ctx.circleci.definitions.list(
      { path: { project_id: id } },
      { priority: 'interactive' },
    );
    return items
      .flatMap((one) => (one.id === null ? [] : [{ id: one.id, name: one.name ?? one.id }]))
      .slice(0, MOST);
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    ctx.log.debug({ err: error }, 'CircleCI does not tell a project’s pipeline definitions');
    return [];
  }
}

export type DefinitionChoice =
  | {
      readonly ok: true;
      readonly definitionId: string | null;
      /** True when the project has others, whose configurations say nothing about this one. */
      readonly amongOthers: boolean;
    }
  /** Several, of which one has to be named; or what was named is not there. */
  | { readonly ok: false; readonly names: readonly string[] };

/**
 * Which definition a run is started from. Projects of GitHub OAuth and Bitbucket have one of their own that need not
 * be named; of the others (`circleci/…`) the only one is meant.
 *
 * @param wanted an id or a name; null when nobody said
 */
export async function chooseDefinition(
  ctx: Pick<Context, 'circleci' | 'db' | 'log' | 'now' | 'queue'>,
  slug: string,
  wanted: string | null,
): Promise<DefinitionChoice> {
  const isOfApp = slug.startsWith('circleci/');
  if (wanted === null && !isOfApp) return { ok: true, definitionId: null, amongOthers: false };
  const known = await listDefinitions(ctx, slug);
  if (wanted === null) {
    const [only, ...more] = known;
    return more.length === 0
      ? { ok: true, definitionId: only?.id ?? null, amongOthers: false }
      : { ok: false, names: known.map(({ name }) => name) };
  }
  const named = known.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
  const [found, ...others] = named;
  return found === undefined || others.length > 0
    ? { ok: false, names: known.map(({ name }) => name) }
    : { ok: true, definitionId: found.id, amongOthers: known.length > 1 };
}
