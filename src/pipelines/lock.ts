import { sql } from 'kysely';
import type { Tx } from '../storage/database.ts';

/**
 * Locks pipelines until the transaction ends. Call it first in every transaction that merges into them: what
 * pipelines share (a project, a budget, the job of a project) is locked after them, so that of two transactions one
 * waits with empty hands, and never each for the other.
 */
export async function lockPipelines(tx: Tx, pipelineIds: readonly string[]): Promise<void> {
  if (pipelineIds.length === 0) return;
  await sql`
    select pg_advisory_xact_lock(${LOCKS}, key)
      from (select distinct hashtext(id) as key from unnest(string_to_array(${pipelineIds.join(' ')}, ' ')) id order by 1) keys
  `.execute(tx);
}

/** Sets these locks apart from others on the same database; any number would do. */
const LOCKS = sql.lit(7_220);
