import { sql } from 'kysely';
import type { Tx } from '../storage/database.ts';
import type { Head } from './chain.ts';
import { type AuditFacts, bodyOf } from './entry.ts';

/**
 * Adds an entry to the end of the log. It is there if and only if the transaction commits, so what is done in the
 * same one is never done without its entry.
 *
 * Whoever appends holds the end of the chain until the commit, and everybody else waits: call this last in a
 * transaction, so that they wait for one statement, and nobody waits for somebody who waits for them.
 *
 * @returns the new end
 */
export async function appendAudit(tx: Tx, facts: AuditFacts): Promise<Head> {
  const body = bodyOf(facts);
  // One statement, so that the end is held for as short as can be. The database computes what `entryHash` does.
  const { rows } = await sql<{ seq: string | number; hash: string }>`
    with head as (
      update audit_head
         set seq = seq + 1,
             hash = encode(sha256(convert_to(hash || chr(10) || (seq + 1)::text || chr(10) || ${body}::text, 'UTF8')), 'hex')
      returning seq, hash
    )
    insert into audit_log (seq, body, hash) select seq, ${body}::text, hash from head returning seq, hash
  `.execute(tx);
  const [head] = rows;
  if (head === undefined) throw new Error('the audit log has lost the record of its end');
  return { seq: Number(head.seq), hash: head.hash };
}
