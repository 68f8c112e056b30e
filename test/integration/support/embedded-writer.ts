import { sql } from 'kysely';
import { openStorage } from '../../../src/storage/database.ts';

/** A process of its own on the embedded database in the folder given: writes a row with its name, again and again. */

const [dataDir = '', name = ''] = process.argv.slice(2);
const { db } = await openStorage({ url: undefined, dataDir });
await sql`create table if not exists written (by text not null)`.execute(db);
for (;;) {
  await sql`insert into written values (${name})`.execute(db);
  process.stdout.write('written\n');
}
