import type { Context } from '../context.ts';
import { headText } from './chain.ts';

/** What this process wrote last; a head that did not move says nothing new. */
const logged = new WeakMap<object, string>();

/**
 * Writes the end of the audit log into the program's own log, which usually goes where whoever can write to the
 * database cannot: `audit verify --head` compares with it.
 */
export async function logHead({ db, log }: Pick<Context, 'db' | 'log'>): Promise<void> {
  const row = await db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst();
  if (row === undefined || Number(row.seq) === 0) return;
  const head = headText({ seq: Number(row.seq), hash: row.hash });
  if (logged.get(db) === head) return;
  logged.set(db, head);
  log.info({ head }, 'the audit log ends at');
}
