import { sql } from 'kysely';
import type { JobData, JobName } from '../domain/job-data.ts';
import type { Database, Tx } from './database.ts';
import { DEAD_LETTERS } from './queue-settings.ts';

/** A job that was given up, kept for 90 days. */
export interface DeadLetter {
  readonly id: string;
  readonly job: JobName;
  readonly data: JobData[JobName];
  /** The job's key, which another one of the same may not wait with; null when it had none. */
  readonly key: string | null;
  readonly since: Date;
  /** Why, in the words of the error; without secrets. */
  readonly reason: string;
}

interface Row {
  readonly id: string;
  readonly job: JobName;
  readonly data: JobData[JobName];
  readonly key: string | null;
  readonly since: Date;
  readonly output: { readonly message?: string; readonly cause?: { readonly message?: string } } | null;
}

const COLUMNS = sql`id::text as id, source_name as job, data, singleton_key as key, created_on as since, source_output as output`;

/** @returns what was given up, newest first */
export async function listDeadLetters(db: Database, most = 100): Promise<DeadLetter[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from pgboss.job
     where name = ${DEAD_LETTERS} and state < 'active' and source_name is not null
     order by created_on desc limit ${most}
  `.execute(db);
  return rows.map(toLetter);
}

/**
 * Takes dead letters away, for whoever adds their jobs again in the same transaction. Of two who take the same one
 * gets it.
 *
 * @param ids which; null for all, `most` at a time
 */
export async function takeDeadLetters(
  tx: Tx,
  ids: readonly string[] | null,
  most = 500,
): Promise<DeadLetter[]> {
  const which =
    ids === null ? sql`true` : sql`id::text in (select unnest(string_to_array(${ids.join(' ')}, ' ')))`;
  const { rows } = await sql<Row>`
    delete from pgboss.job where name = ${DEAD_LETTERS} and id in (
      select id from pgboss.job
       where name = ${DEAD_LETTERS} and state < 'active' and source_name is not null and ${which}
       order by source_name, singleton_key limit ${most} for update skip locked
    )
    returning ${COLUMNS}
  `.execute(tx);
  // The queue wants keys in a stable order, see `Queue.add`.
  return rows.map(toLetter).toSorted((a, b) => (`${a.job} ${a.key}` < `${b.job} ${b.key}` ? -1 : 1));
}

/** What a job was given up for is done after all, or is given up once more. */
export async function forgetDeadLetters(db: Database | Tx, job: JobName, key: string): Promise<void> {
  await sql`
    delete from pgboss.job where name = ${DEAD_LETTERS} and source_name = ${job} and singleton_key = ${key}
  `.execute(db);
}

/** @returns how many of these jobs were given up since, and how many dead letters there are of any job */
export async function countDeadLetters(
  db: Database,
  jobs: readonly JobName[],
  since: Date,
): Promise<{ readonly recent: number; readonly all: number }> {
  const { rows } = await sql<{ recent: number; all: number }>`
    select count(*) filter (where created_on >= ${since} and source_name in (select unnest(string_to_array(${jobs.join(' ')}, ' '))))::int as recent,
           count(*)::int as all
      from pgboss.job where name = ${DEAD_LETTERS} and state < 'active' and source_name is not null
  `.execute(db);
  return rows[0] ?? { recent: 0, all: 0 };
}

function toLetter({ output, ...row }: Row): DeadLetter {
  return { ...row, reason: output?.cause?.message ?? output?.message ?? 'unknown' };
}
