import { sql } from 'kysely';
import type { Config } from '../../../src/config.ts';
import { openStorage } from '../../../src/storage/database.ts';

/**
 * All that is in the database, as text, jobs and audit log included. On the embedded database the program has to be
 * stopped first: its folder is one process's.
 */
export async function everythingStored(database: Config['database']): Promise<string> {
  const { db, close } = await openStorage(database);
  try {
    const { rows: tables } = await sql<{ name: string }>`
      select schemaname || '."' || tablename || '"' as name from pg_tables
       where schemaname in ('public', 'pgboss')`.execute(db);
    let all = '';
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(db);
      all += `${name}\n${rows.map(({ row }) => row).join('\n')}\n`;
    }
    return all;
  } finally {
    await close();
  }
}
