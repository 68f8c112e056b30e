import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { loadSnapshots } from '../pipelines/snapshot.ts';
import { factsOf } from './facts.ts';
import { wantsCard } from './match.ts';
import { knownProjects } from './subscriptions.ts';
import { surroundingsOfAll } from './surroundings.ts';

const DAYS = 14;
/** All of them are loaded with their jobs and what came before them, and a person waits. */
const MOST_PIPELINES = 240;

export interface DryRun {
  /** How many pipelines were looked at: the newest that are stored. */
  readonly of: number;
  /** Those it would have shown, newest first. */
  readonly shown: readonly PipelineSnapshot[];
  /** When the oldest of those looked at was created; null without any. */
  readonly since: string | null;
}

/**
 * Replays the stored pipelines of the last days against a subscription that nobody made yet. Nothing is changed.
 * What a pipeline went through counts, such as a hold that was decided since: it would have been shown then.
 */
export async function dryRun(ctx: Pick<Context, 'db' | 'config' | 'now'>, filter: Filter): Promise<DryRun> {
  const slugs = await knownProjects(ctx.db, filter.project);
  if (slugs.length === 0) return { of: 0, shown: [], since: null };
  const rows = await ctx.db
    .selectFrom('pipelines')
    .select(['id', 'created_at'])
    .where('project_slug', 'in', slugs)
    .where('created_at', '>=', new Date(ctx.now().getTime() - DAYS * 86_400_000))
    .orderBy('created_at', 'desc')
    .limit(MOST_PIPELINES)
    .execute();
  const ids = rows.map(({ id }) => id);
  const stored = await loadSnapshots(ctx, ctx.db, ids);
  const snapshots = ids.flatMap((id) => stored.get(id) ?? []);
  const around = await surroundingsOfAll(ctx.db, snapshots);
  const shown = snapshots.filter((snapshot) => {
    const beside = around.get(snapshot.id) ?? { defaultBranch: null, before: new Map() };
    return wantsCard(filter, factsOf(snapshot, beside, 'ever'));
  });
  return { of: rows.length, shown, since: rows.at(-1)?.created_at.toISOString() ?? null };
}
