import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { handsOf, peopleOf } from '../people/who.ts';
import { loadSnapshots } from '../pipelines/snapshot.ts';
import { reachedOutcomes } from './clauses.ts';
import { factsOf } from './facts.ts';
import { wantsCard } from './match.ts';
import { type Occasion, type Rehearsal, rehearse } from './rehearse.ts';
import { isPersonal } from './subscription.ts';
import { knownProjects } from './subscriptions.ts';
import { NOTHING_AROUND, surroundingsOfAll } from './surroundings.ts';

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
  /** What quiet hours, a digest and the budget would have made of those. */
  readonly rehearsal: Rehearsal;
}

/**
 * Replays the stored pipelines of the last days against a subscription that nobody made yet. Nothing is changed.
 * What a pipeline went through counts, such as a hold that was decided since: it would have been shown then.
 */
export async function dryRun(ctx: Pick<Context, 'db' | 'config' | 'now'>, filter: Filter): Promise<DryRun> {
  const slugs = await knownProjects(ctx.db, filter.project);
  if (slugs.length === 0) return { of: 0, shown: [], since: null, rehearsal: rehearse({}, []) };
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
  const shown: PipelineSnapshot[] = [];
  const occasions: Occasion[] = [];
  for (const snapshot of snapshots) {
    const beside = around.get(snapshot.id) ?? NOTHING_AROUND;
    const hands = isPersonal(filter) ? handsOf(await peopleOf(ctx.db, snapshot, ctx.now())) : [];
    const facts = factsOf(snapshot, { ...beside, hands, botAuthors: ctx.config.botAuthors }, 'ever');
    if (!wantsCard(filter, facts)) continue;
    shown.push(snapshot);
    occasions.push({ at: toldAt(snapshot), reached: reachedOutcomes(filter, facts) });
  }
  return {
    of: rows.length,
    shown,
    since: rows.at(-1)?.created_at.toISOString() ?? null,
    rehearsal: rehearse(filter.options ?? {}, occasions),
  };
}

/** When a workflow last ended, which is what most cards are for; near enough for the others. */
function toldAt({ workflows, createdAt }: PipelineSnapshot): Date {
  const ends = workflows.flatMap(({ stoppedAt }) => (stoppedAt === null ? [] : [Date.parse(stoppedAt)]));
  return new Date(Math.max(Date.parse(createdAt), ...ends));
}
