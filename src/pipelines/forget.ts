import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { FINISHED_STATUSES } from '../domain/status.ts';

/** So many pipelines are looked at by one statement; with 20 jobs each, that is some thousand rows. */
const BATCH = 100;
/** What `fixed` and `broken` look back at is kept this long: a branch on which nothing ended since has no past. */
const KEEP_ENDINGS_DAYS = 365;

/** Where a round of forgetting has come to, oldest pipelines first. */
export interface ForgetCursor {
  /** ISO 8601. */
  readonly createdAt: string;
  readonly id: string;
}

/**
 * Forgets pipelines older than `days` among the next hundred after `cursor`, with their jobs, cards and explanations.
 * Kept are those that still go on or wait, those that someone is acting on, and of each branch the pipelines in which a
 * workflow ended last, for a year.
 *
 * @returns where to go on; null when all old ones have been looked at
 */
export async function forgetPipelines(
  { db, now }: Pick<Context, 'db' | 'now'>,
  days: number,
  cursor: ForgetCursor | null,
): Promise<{ readonly forgotten: number; readonly cursor: ForgetCursor | null }> {
  const looked = await db
    .selectFrom('pipelines')
    .select(['id', 'created_at'])
    .where('created_at', '<', daysBefore(now(), days))
    .$if(cursor !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) > (${cursor?.createdAt ?? ''}::timestamptz, ${cursor?.id ?? ''}::text)`,
      ),
    )
    .orderBy('created_at')
    .orderBy('id')
    .limit(BATCH)
    .execute();
  const last = looked.at(-1);
  if (last === undefined) return { forgotten: 0, cursor: null };
  const ids = looked.map(({ id }) => id);
  const { numDeletedRows } = await db
    .deleteFrom('pipelines')
    .where('id', 'in', ids)
    .where(nothingIsOpen)
    .where(nobodyActs)
    .where(whatEndedIsPast(daysBefore(now(), Math.max(days, KEEP_ENDINGS_DAYS))))
    .executeTakeFirst();
  return {
    forgotten: Number(numDeletedRows),
    cursor: looked.length < BATCH ? null : { createdAt: last.created_at.toISOString(), id: last.id },
  };
}

const FINISHED = sql.join(FINISHED_STATUSES.map((status) => sql.lit(status)));
/** As `endingOf` in `subscriptions/facts.ts` has it; a test compares the two. */
const ENDINGS = sql.join(
  [
    ...FINISHED_STATUSES.filter((status) => !['canceled', 'not_run', 'retried'].includes(status)),
    'failing',
  ].map((status) => sql.lit(status)),
);

const nothingIsOpen = sql<boolean>`not exists (
  select from workflows w where w.pipeline_id = pipelines.id and w.status not in (${FINISHED})
)`;

const nobodyActs = sql<boolean>`not exists (
  select from actions a where a.pipeline_id = pipelines.id and a.state = 'pending'
)`;

/** True when each workflow that came to an end here came to another one in a later pipeline of the branch. */
function whatEndedIsPast(forgottenBefore: Date) {
  return sql<boolean>`(pipelines.created_at < ${forgottenBefore} or not exists (
    select from workflows w
     where w.pipeline_id = pipelines.id and pipelines.branch is not null and w.status in (${ENDINGS})
       and not exists (
         select from pipelines later join workflows v on v.pipeline_id = later.id
          where later.project_slug = pipelines.project_slug and later.branch = pipelines.branch
            and later.created_at > pipelines.created_at and v.name = w.name and v.is_setup = w.is_setup and v.status in (${ENDINGS})
       )
  ))`;
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
