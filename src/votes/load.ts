import type { VoteSnapshot } from '../domain/pipeline.ts';
import type { Database, Tx } from '../storage/database.ts';

/** @returns the votes of pipelines, as cards show them, oldest first */
export async function loadVotes(
  db: Database | Tx,
  pipelineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly VoteSnapshot[]>> {
  const byPipeline = new Map<string, VoteSnapshot[]>();
  if (pipelineIds.length === 0) return byPipeline;
  const rows = await db
    .selectFrom('votes')
    .selectAll()
    .where('pipeline_id', 'in', pipelineIds)
    .orderBy('voted_at')
    .orderBy('user_id')
    .execute();
  for (const row of rows) {
    const vote = {
      workflowId: row.workflow_id,
      jobId: row.job_id,
      slackUserId: row.user_id,
      standsFor: row.right_of === row.user_id ? null : row.right_of,
      reason: row.reason,
      counts: row.counts,
      needed: row.needed,
    };
    byPipeline.set(row.pipeline_id, [...(byPipeline.get(row.pipeline_id) ?? []), vote]);
  }
  return byPipeline;
}
