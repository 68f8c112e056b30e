import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { handsOf, type PipelinePeople } from '../people/who.ts';
import type { Database, Tx } from '../storage/database.ts';
import { type Ending, endingOf, type Surroundings } from './facts.ts';

/** A workflow that none of as many earlier pipelines of the branch had is one without a past. */
const LOOK_BACK = 50;

/**
 * @param db the database, or the transaction whose view of it counts
 * @param people who had a hand in it, for subscriptions that ask; null when none does
 * @returns what the matcher has to know beside the pipeline: the default branch, and how its workflows ended before
 */
export async function surroundingsOf(
  db: Database | Tx,
  snapshot: PipelineSnapshot,
  people: PipelinePeople | null = null,
): Promise<Surroundings> {
  const project = await db
    .selectFrom('projects')
    .select('default_branch')
    .where('slug', '=', snapshot.projectSlug)
    .executeTakeFirst();
  const hasEnding = snapshot.workflows.some(({ status }) => endingOf(status) !== null);
  return {
    defaultBranch: project?.default_branch ?? null,
    hands: people === null ? [] : handsOf(people),
    before: hasEnding ? await endingsBefore(db, snapshot) : new Map(),
  };
}

/** By when the pipelines were created, so that it does not matter in which order their events came. */
async function endingsBefore(
  db: Database | Tx,
  { id, projectSlug, branch, createdAt }: PipelineSnapshot,
): Promise<ReadonlyMap<string, Ending>> {
  if (branch === null) return new Map();
  const earlier = db
    .selectFrom('pipelines')
    .select(['id', 'created_at'])
    .where('project_slug', '=', projectSlug)
    .where('branch', '=', branch)
    .where('created_at', '<', new Date(createdAt))
    .where('id', '!=', id)
    .orderBy('created_at', 'desc')
    .limit(LOOK_BACK);
  const rows = await db
    .selectFrom(earlier.as('earlier'))
    .innerJoin('workflows', 'workflows.pipeline_id', 'earlier.id')
    .select(['workflows.name', 'workflows.status'])
    .orderBy('earlier.created_at')
    .orderBy('workflows.created_at')
    .execute();
  const endings = new Map<string, Ending>();
  for (const { name, status } of rows) {
    const ending = endingOf(status);
    if (ending !== null) endings.set(name, ending);
  }
  return endings;
}

/** As many of the next pipelines are looked at again: those between may have been canceled, or be of other workflows. */
const LOOK_AHEAD = 3;

/** @returns the ids of the next pipelines of the branch, nearest first, when this one has ended in some way */
export async function nextOnBranch(
  db: Database | Tx,
  { projectSlug, branch, createdAt, workflows }: PipelineSnapshot,
): Promise<string[]> {
  if (branch === null || !workflows.some(({ status }) => endingOf(status) !== null)) return [];
  const rows = await db
    .selectFrom('pipelines')
    .select('id')
    .where('project_slug', '=', projectSlug)
    .where('branch', '=', branch)
    .where('created_at', '>', new Date(createdAt))
    .orderBy('created_at')
    .limit(LOOK_AHEAD)
    .execute();
  return rows.map(({ id }) => id);
}
