import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { peopleOf } from '../people/who.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { factsOf } from './facts.ts';
import { wantsCard } from './match.ts';
import { isPersonal } from './subscription.ts';
import { knownProjects } from './subscriptions.ts';
import { surroundingsOf } from './surroundings.ts';

const DAYS = 14;
/** Each is loaded with its jobs and what came before it, and a person waits. */
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
  const shown: PipelineSnapshot[] = [];
  for (const { id } of rows) {
    const snapshot = await loadSnapshot(ctx, ctx.db, id);
    if (snapshot === null) continue;
    const people = isPersonal(filter) ? await peopleOf(ctx.db, snapshot, ctx.now()) : null;
    const facts = factsOf(snapshot, await surroundingsOf(ctx.db, snapshot, people), 'ever');
    if (wantsCard(filter, facts)) shown.push(snapshot);
  }
  return { of: rows.length, shown, since: rows.at(-1)?.created_at.toISOString() ?? null };
}
