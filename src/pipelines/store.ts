import { isDeepStrictEqual } from 'node:util';
import { NO_IDENTITIES } from '../domain/pipeline-identities.ts';
import type { Tx } from '../storage/database.ts';
import { loadRecord, type StoredRecord } from './load-record.ts';
import { mergeRecords } from './merge.ts';
import type { JobFacts, PipelineRecord, WorkflowFacts } from './record.ts';

/**
 * Merges one account of a pipeline into what is stored, under a lock on that pipeline: two replicas, or a webhook
 * and a reading, never overwrite each other. The project must be stored already.
 *
 * @returns the record as it was stored, null for one that is new; as it is stored now; whether that changed anything
 */
export async function mergeIntoStore(
  tx: Tx,
  incoming: PipelineRecord,
): Promise<{ before: PipelineRecord | null; record: PipelineRecord; changed: boolean }> {
  const { stored, isNew } = await lockRecord(tx, incoming);
  const record = mergeRecords(stored, incoming);
  const changed = isNew || !isDeepStrictEqual(unobserved(stored), unobserved(record));
  if (!isDeepStrictEqual(stored.pipeline, record.pipeline)) await writePipeline(tx, record);
  // What became known of its workflows starts a wait of its own, see `runs/end-wait.ts`.
  if (stored.waitOver && !isDeepStrictEqual(standingsOf(stored), standingsOf(record))) {
    await noteWaitOver(tx, record.pipeline.id, false);
  }
  for (const workflow of record.workflows) {
    const before = stored.workflows.find((known) => known.id === workflow.id);
    if (!isDeepStrictEqual(before, workflow)) {
      await writeWorkflow(tx, record.pipeline.id, workflow, before);
    }
  }
  return { before: isNew ? null : stored, record, changed };
}

/** Notes whether the bot still waits for workflows of the pipeline that it does not know of. */
export async function noteWaitOver(tx: Tx, pipelineId: string, waitOver: boolean): Promise<void> {
  await tx.updateTable('pipelines').set({ wait_over: waitOver }).where('id', '=', pipelineId).execute();
}

function standingsOf({ workflows }: PipelineRecord) {
  return workflows.map(({ id, status, observedAt }) => ({ id, status, unread: observedAt === null }));
}

/** The pipeline's row is made if it is missing, and locked until the transaction ends. */
async function lockRecord(
  tx: Tx,
  incoming: PipelineRecord,
): Promise<{ stored: StoredRecord; isNew: boolean }> {
  const { id } = incoming.pipeline;
  // Before anything of it is read, by a statement of its own: what one statement reads while it waits is of before.
  const lock = () => tx.selectFrom('pipelines').select('id').where('id', '=', id).forUpdate().execute();
  const isThere = (await lock()).length > 0;
  const isNew = !isThere && (await insertPipeline(tx, incoming));
  if (!isThere && !isNew) await lock();
  const stored = await loadRecord(tx, id);
  if (stored === null) throw new Error(`pipeline ${id} vanished while it was locked`);
  return { stored, isNew };
}

/** @returns false when another one was sooner */
async function insertPipeline(tx: Tx, incoming: PipelineRecord): Promise<boolean> {
  const inserted = await tx
    .insertInto('pipelines')
    .values(pipelineRow(incoming))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return inserted.length > 0;
}

async function writePipeline(tx: Tx, record: PipelineRecord): Promise<void> {
  const { id, ...row } = pipelineRow(record);
  await tx.updateTable('pipelines').set(row).where('id', '=', id).execute();
}

function pipelineRow({ pipeline }: PipelineRecord) {
  return {
    id: pipeline.id,
    project_slug: pipeline.projectSlug,
    number: pipeline.number,
    branch: pipeline.branch,
    tag: pipeline.tag,
    revision: pipeline.revision,
    repository_url: pipeline.repositoryUrl,
    commit_subject: pipeline.commitSubject,
    commit_author: pipeline.commitAuthor,
    trigger_type: pipeline.triggerType,
    trigger_actor: pipeline.triggerActor,
    started_by: pipeline.startedBy,
    identities: JSON.stringify(pipeline.identities ?? NO_IDENTITIES),
    state: pipeline.state,
    problems: JSON.stringify(pipeline.problems),
    created_at: pipeline.createdAt,
    observed_at: pipeline.observedAt,
  };
}

async function writeWorkflow(
  tx: Tx,
  pipelineId: string,
  workflow: WorkflowFacts,
  before: WorkflowFacts | undefined,
): Promise<void> {
  const row = {
    name: workflow.name,
    status: workflow.status,
    created_at: workflow.createdAt,
    stopped_at: workflow.stoppedAt,
    jobs_complete: workflow.jobsComplete,
    is_setup: workflow.isSetup,
    observed_at: workflow.observedAt,
  };
  await tx
    .insertInto('workflows')
    .values({ id: workflow.id, pipeline_id: pipelineId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  const known = new Map(before?.jobs.map((job) => [job.id, job]));
  const changed = workflow.jobs.filter((job) => !isDeepStrictEqual(known.get(job.id), job));
  if (changed.length > 0) await writeJobs(tx, workflow.id, changed);
}

async function writeJobs(tx: Tx, workflowId: string, jobs: readonly JobFacts[]): Promise<void> {
  await tx
    .insertInto('jobs')
    .values(
      jobs.map((job) => ({
        workflow_id: workflowId,
        id: job.id,
        name: job.name,
        number: job.number,
        type: job.type,
        status: job.status,
        started_at: job.startedAt,
        stopped_at: job.stoppedAt,
        approval_request_id: job.approvalRequestId,
        position: job.position,
        observed_at: job.observedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workflow_id', 'id']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        number: eb.ref('excluded.number'),
        type: eb.ref('excluded.type'),
        status: eb.ref('excluded.status'),
        started_at: eb.ref('excluded.started_at'),
        stopped_at: eb.ref('excluded.stopped_at'),
        approval_request_id: eb.ref('excluded.approval_request_id'),
        position: eb.ref('excluded.position'),
        observed_at: eb.ref('excluded.observed_at'),
      })),
    )
    .execute();
}

/** Everything but the times of observation, which change with every reading. */
function unobserved({ pipeline, workflows }: PipelineRecord): PipelineRecord {
  return {
    pipeline: { ...pipeline, observedAt: null },
    workflows: workflows.map((workflow) => ({
      ...workflow,
      observedAt: null,
      jobs: workflow.jobs.map((job) => ({ ...job, observedAt: null })),
    })),
  };
}
