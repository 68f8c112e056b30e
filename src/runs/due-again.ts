import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { FINISHED_STATUSES } from '../domain/status.ts';
import { NEWS_HOURS } from '../subscriptions/news.ts';

/** As many at one look; those that are left come first at the next. */
const MOST_AT_ONCE = 5;
/** A pipeline is looked at again when it is twice as old as at its last reading, and not before this many minutes. */
const FIRST_AGAIN_MINUTES = 5;
/** Nothing in CircleCI waits longer. Source: CircleCI docs, workflows: approvals end after 90 days. */
const LONGEST_WAIT_DAYS = 90;
/** Readings of what waits are a day apart at most, so one that is older than this has come apart. */
const COME_APART_HOURS = 25;

/**
 * Pipelines of a project that CircleCI's list says nothing new of, and which are read again all the same: a rerun in
 * CircleCI changes nothing in that list, and what waits has readings of its own that may have been given up. Seven or
 * so readings of each pipeline in its first day.
 */
export async function dueAgain(
  { db, now }: Pick<Context, 'db' | 'now'>,
  projectSlug: string,
): Promise<{ readonly id: string }[]> {
  const finished = sql.join(FINISHED_STATUSES.map((status) => sql.lit(status)));
  const at = now().toISOString();
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, coalesce(observed_at, created_at) as read_at from pipelines
       where project_slug = ${projectSlug}
         and created_at > ${at}::timestamptz - make_interval(hours => ${sql.lit(NEWS_HOURS)})
         and coalesce(observed_at, created_at) < ${at}::timestamptz
           - greatest(make_interval(mins => ${sql.lit(FIRST_AGAIN_MINUTES)}), (${at}::timestamptz - created_at) / 2)
      union
      select p.id, coalesce(p.observed_at, p.created_at)
        from pipelines p join workflows w on w.pipeline_id = p.id
       where p.project_slug = ${projectSlug} and w.status not in (${finished})
         and p.created_at > ${at}::timestamptz - make_interval(days => ${sql.lit(LONGEST_WAIT_DAYS)})
         and coalesce(p.observed_at, p.created_at)
           < ${at}::timestamptz - make_interval(hours => ${sql.lit(COME_APART_HOURS)})
    ) due
    order by read_at limit ${sql.lit(MOST_AT_ONCE)}
  `.execute(db);
  return rows;
}
