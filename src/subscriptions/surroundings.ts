import { sql } from 'kysely';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { workflowKey } from '../domain/pipeline-state.ts';
import { FINISHED_STATUSES } from '../domain/status.ts';
import { handsOf, type PipelinePeople } from '../people/who.ts';
import { slugsOfAll } from '../projects/known.ts';
import type { Database, Tx } from '../storage/database.ts';
import { type Ending, endingOf, type Surroundings } from './facts.ts';

/** A workflow that none of as many earlier pipelines of the branch had is one without a past. */
const LOOK_BACK = 50;

/** The words for a workflow that went either way. */
const ENDINGS = [...FINISHED_STATUSES, 'failing'].filter((status) => endingOf(status) !== null);

/**
 * @param db the database, or the transaction whose view of it counts
 * @param people who had a hand in it, for subscriptions that ask; null when none does
 * @returns what the matcher has to know beside the pipeline: the default branch, and how its workflows ended before
 */
/** What is beside a pipeline of which nothing is known but itself. */
export const NOTHING_AROUND: Surroundings = { defaultBranch: null, before: new Map() };

/**
 * @param people who had a hand in it, where a subscription asks for that
 * @param botAuthors see the setting BOT_AUTHORS
 */
export async function surroundingsOf(
  db: Database | Tx,
  snapshot: PipelineSnapshot,
  people: PipelinePeople | null = null,
  botAuthors: readonly string[] = [],
): Promise<Surroundings> {
  const known = (await surroundingsOfAll(db, [snapshot])).get(snapshot.id) ?? NOTHING_AROUND;
  const around = { ...known, botAuthors };
  return people === null ? around : { ...around, hands: handsOf(people) };
}

/** @returns as {@link surroundingsOf}, by pipeline, in three queries however many pipelines they are */
export async function surroundingsOfAll(
  db: Database | Tx,
  snapshots: readonly PipelineSnapshot[],
): Promise<ReadonlyMap<string, Surroundings>> {
  if (snapshots.length === 0) return new Map();
  const slugs = [...new Set(snapshots.map(({ projectSlug }) => projectSlug))];
  const projects = await db
    .selectFrom('projects')
    .select(['slug', 'default_branch'])
    .where('slug', 'in', slugs)
    .execute();
  const branches = new Map(projects.map((project) => [project.slug, project.default_branch]));
  const names = await slugsOfAll(db, slugs);
  const ended = snapshots.filter(({ workflows }) =>
    workflows.some(({ status }) => endingOf(status) !== null),
  );
  const before = await endingsBefore(
    db,
    ended.map(({ id }) => id),
  );
  return new Map(
    snapshots.map(({ id, projectSlug }) => [
      id,
      {
        defaultBranch: branches.get(projectSlug) ?? null,
        otherSlugs: names.get(projectSlug)?.slice(1) ?? [],
        before: before.get(id) ?? new Map(),
      },
    ]),
  );
}

/** A setup workflow whose continuation was refused is one that failed: the next one that gets through has fixed it. */
export const REFUSED = (pipelines: string) =>
  sql<boolean>`(${sql.ref(`${pipelines}.state`)} = 'errored' or jsonb_array_length(${sql.ref(`${pipelines}.problems`)}) > 0)`;

/** By when the pipelines were created, so that it does not matter in which order their events came. */
async function endingsBefore(
  db: Database | Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Ending>>> {
  const endings = new Map<string, Map<string, Ending>>();
  if (ids.length === 0) return endings;
  const { rows } = await sql<{ id: string; name: string; isSetup: boolean; status: string }>`
    select distinct on (p.id, w.name, w.is_setup) p.id, w.name, w.is_setup as "isSetup",
           case when w.is_setup and earlier.refused then 'failed' else w.status end as status
      from pipelines p
      cross join lateral (
        select e.id, e.created_at, ${REFUSED('e')} as refused from pipelines e
         where e.project_slug = p.project_slug and e.branch = p.branch
           and e.created_at < p.created_at and e.id <> p.id
         order by e.created_at desc limit ${sql.lit(LOOK_BACK)}
      ) earlier
      join workflows w on w.pipeline_id = earlier.id
     where p.id in (${sql.join(ids)}) and w.status in (${sql.join(ENDINGS)})
     order by p.id, w.name, w.is_setup, earlier.created_at desc, w.created_at desc
  `.execute(db);
  for (const { id, status, ...workflow } of rows) {
    const ending = endingOf(status);
    const ofPipeline = endings.get(id) ?? new Map<string, Ending>();
    if (ending !== null) endings.set(id, ofPipeline.set(workflowKey(workflow), ending));
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
