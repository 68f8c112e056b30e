import type { HoldEnd } from '../domain/pipeline.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { PipelineRecord } from './record.ts';

/** @returns when the holds of these pipelines end that wait, by pipeline; asks nothing where none waits */
export async function loadHoldEnds(
  db: Database | Tx,
  records: readonly PipelineRecord[],
): Promise<ReadonlyMap<string, readonly HoldEnd[]>> {
  const waiting = records.filter(({ workflows }) =>
    workflows.some(({ jobs }) => jobs.some(({ status }) => status === 'on_hold')),
  );
  if (waiting.length === 0) return new Map();
  const ids = waiting.map(({ pipeline }) => pipeline.id);
  const rows = await db
    .selectFrom('hold_waits')
    .select(['pipeline_id', 'workflow_id', 'job_id', 'expires_at', 'ends_at', 'expiry'])
    .where('pipeline_id', 'in', ids)
    .where((eb) => eb.or([eb('expires_at', 'is not', null), eb('ends_at', 'is not', null)]))
    .orderBy('job_id')
    .execute();
  const ends = rows.map((row) => ({
    pipelineId: row.pipeline_id,
    workflowId: row.workflow_id,
    jobId: row.job_id,
    // What the bot may not do is promised no longer.
    expiresAt: row.expiry === 'refused' ? null : (row.expires_at?.toISOString() ?? null),
    endsAt: row.ends_at?.toISOString() ?? null,
  }));
  const byPipeline = Map.groupBy(ends, ({ pipelineId }) => pipelineId);
  return new Map([...byPipeline].map(([id, own]) => [id, own.map(({ pipelineId: _, ...end }) => end)]));
}
