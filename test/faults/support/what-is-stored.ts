import { sql } from 'kysely';
import type { Storage } from '../../../src/storage/database.ts';

/** @returns how many events the inbox holds, and how many of them were not applied, or could not be */
export async function countInbox({ db }: Storage) {
  const rows = await db.selectFrom('inbox').select(['processed_at', 'problem']).execute();
  return {
    stored: rows.length,
    unprocessed: rows.filter((row) => row.processed_at === null).length,
    problems: rows.filter((row) => row.problem !== null).length,
  };
}

/** What explains a card that is not right: cards that were not posted, what is on its way, and the jobs that wait. */
export async function whatIsLeft({ db }: Storage): Promise<string> {
  const cards = await db.selectFrom('cards').selectAll().where('message_ts', 'is', null).execute();
  const outgoing = await db.selectFrom('outgoing').selectAll().execute();
  const { rows: jobs } = await sql`
    select name, singleton_key, state, retry_count, created_on, start_after, now() as now, output
      from pgboss.job where state <= 'active' or name = 'dead-letters'
  `.execute(db);
  return JSON.stringify({ cards, outgoing, jobs }, null, 1);
}
