import { sql } from 'kysely';
import type { Tx } from '../storage/database.ts';
import { entryHash, type Head } from './chain.ts';
import { type AuditFacts, bodyOf } from './entry.ts';

/**
 * Adds an entry to the end of the log. It is there if and only if the transaction commits, so what is done in the
 * same one is never done without its entry.
 *
 * Whoever appends holds the end of the chain until the commit, and everybody else waits: call this last in a
 * transaction, so that they wait for two statements, and nobody waits for somebody who waits for them.
 *
 * @returns the new end
 */
export async function appendAudit(tx: Tx, facts: AuditFacts): Promise<Head> {
  const body = bodyOf(facts);
  const head = await tx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  const seq = Number(head.seq) + 1;
  const hash = entryHash(head.hash, seq, body);
  await sql`
    with entry as (insert into audit_log (seq, body, hash) values (${seq}, ${body}, ${hash}))
    update audit_head set seq = ${seq}, hash = ${hash}
  `.execute(tx);
  return { seq, hash };
}
