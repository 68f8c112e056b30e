import { sql } from 'kysely';
import { openStorage } from '../../../src/storage/database.ts';

/**
 * A process of its own that uses the bundled server in the folder given, as the bot or a command does: writes numbers
 * until it is killed, or says why it cannot.
 */

const [dataDir = '', as = 'bot'] = process.argv.slice(2);
try {
  const { db } = await openStorage(
    { url: undefined, dataDir },
    { as: as === 'bot' ? 'bot' : 'command', onProblem: (problem) => console.error(problem) },
  );
  await sql`create table if not exists written (id serial primary key)`.execute(db);
  for (;;) {
    await sql`insert into written default values`.execute(db);
    process.stdout.write('written\n');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
