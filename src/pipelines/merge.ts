import { mergeIdentities } from '../domain/pipeline-identities.ts';
import { isFinished } from '../domain/status.ts';
import type { JobFacts, PipelineFacts, PipelineRecord, WorkflowFacts } from './record.ts';

/**
 * Merges two accounts of the same pipeline into one. The result does not depend on which came first or how often:
 * webhooks may arrive twice, late and out of order, beside readings of CircleCI's API. The rules:
 * an end beats no end, between two ends the later one counts (of a workflow's cancellations the earlier), between two
 * states that may still change the one that CircleCI was asked for last; what is known is never replaced by nothing,
 * except the pipeline's errors, of which the last reading knows all.
 */
export function mergeRecords(a: PipelineRecord, b: PipelineRecord): PipelineRecord {
  return {
    pipeline: mergePipelines(a.pipeline, b.pipeline),
    workflows: mergeById(a.workflows, b.workflows, mergeWorkflows).toSorted(byCreation),
  };
}

function mergePipelines(a: PipelineFacts, b: PipelineFacts): PipelineFacts {
  const [older, newer] = inOrderOfObservation(a, b);
  return {
    id: a.id,
    projectSlug: newer.projectSlug,
    number: newer.number ?? older.number,
    branch: newer.branch ?? older.branch,
    tag: newer.tag ?? older.tag,
    revision: newer.revision ?? older.revision,
    repositoryUrl: newer.repositoryUrl ?? older.repositoryUrl,
    commitSubject: newer.commitSubject ?? older.commitSubject,
    commitAuthor: newer.commitAuthor ?? older.commitAuthor,
    triggerType: newer.triggerType === 'unknown' ? older.triggerType : newer.triggerType,
    triggerActor: newer.triggerActor ?? older.triggerActor,
    startedBy: newer.startedBy ?? older.startedBy,
    identities: mergeIdentities(older.identities, newer.identities),
    state: newer.state,
    problems: newer.problems,
    createdAt: newer.createdAt,
    observedAt: newer.observedAt,
  };
}

function mergeWorkflows(a: WorkflowFacts, b: WorkflowFacts): WorkflowFacts {
  const standing = isCanceled(a) || isCanceled(b) ? cancellationOf(a, b) : standingOf(a, b);
  const [older, newer] = inOrderOfObservation(a, b);
  return {
    id: a.id,
    name: newer.name,
    status: standing.status,
    createdAt: newer.createdAt,
    stoppedAt: standing.stoppedAt,
    jobsComplete: a.jobsComplete || b.jobsComplete,
    isSetup: a.isSetup || b.isSetup,
    observedAt: newer.observedAt ?? older.observedAt,
    jobs: mergeById(a.jobs, b.jobs, mergeJobs).toSorted(byPosition),
  };
}

function isCanceled({ status }: WorkflowFacts): boolean {
  return status === 'canceled';
}

/**
 * A cancelled workflow of N jobs is told of N + 1 times: first as if it had stopped when it was created, then with ever
 * later ends. The earliest end that is none of its creation stays, so that all of them together change a card once;
 * any other way of ending counts for more, so that the order does not matter. Source: CircleCI's feature request board,
 * "Optimized outbound webhook behavior for workflow cancellations".
 */
function cancellationOf(a: WorkflowFacts, b: WorkflowFacts): WorkflowFacts {
  if (isCanceled(a) !== isCanceled(b)) {
    const [canceled, other] = isCanceled(a) ? [a, b] : [b, a];
    return isFinished(other.status) ? other : canceled;
  }
  if (endsAtCreation(a) !== endsAtCreation(b)) return endsAtCreation(a) ? b : a;
  return compare(a.stoppedAt, b.stoppedAt) <= 0 ? a : b;
}

/** CircleCI's API gives seconds where its webhooks give milliseconds. */
function endsAtCreation({ createdAt, stoppedAt }: WorkflowFacts): boolean {
  return stoppedAt === null || Date.parse(stoppedAt) - Date.parse(createdAt) < 1_000;
}

function mergeJobs(a: JobFacts, b: JobFacts): JobFacts {
  const standing = standingOf(a, b);
  const [older, newer] = inOrderOfObservation(a, b);
  return {
    id: a.id,
    name: newer.name,
    number: newer.number ?? older.number,
    // Webhooks do not tell a job's type; whoever read CircleCI's API does.
    type: newer.observedAt === null ? older.type : newer.type,
    status: standing.status,
    startedAt: newer.startedAt ?? older.startedAt,
    stoppedAt: standing.stoppedAt,
    approvalRequestId: newer.approvalRequestId ?? older.approvalRequestId,
    position: newer.observedAt === null ? Math.max(a.position, b.position) : newer.position,
    observedAt: newer.observedAt ?? older.observedAt,
  };
}

interface Standing {
  readonly status: string;
  readonly stoppedAt: string | null;
  readonly observedAt: string | null;
}

/** Whose status counts: an end, else the later end, else the later reading. Ties fall the same way in any order. */
function standingOf<T extends Standing>(a: T, b: T): T {
  const aEnded = isFinished(a.status);
  if (aEnded !== isFinished(b.status)) return aEnded ? a : b;
  const byTime = aEnded ? compare(a.stoppedAt, b.stoppedAt) : compare(a.observedAt, b.observedAt);
  return (byTime || compare(a.status, b.status)) >= 0 ? a : b;
}

function inOrderOfObservation<T extends { observedAt: string | null }>(a: T, b: T): [older: T, newer: T] {
  const order = compare(a.observedAt, b.observedAt) || compare(JSON.stringify(a), JSON.stringify(b));
  return order <= 0 ? [a, b] : [b, a];
}

/** Nothing sorts before anything. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

function mergeById<T extends { id: string }>(
  a: readonly T[],
  b: readonly T[],
  merge: (x: T, y: T) => T,
): T[] {
  const all = new Map(a.map((item) => [item.id, item]));
  for (const item of b) {
    const known = all.get(item.id);
    all.set(item.id, known === undefined ? item : merge(known, item));
  }
  return [...all.values()];
}

const byCreation = (a: WorkflowFacts, b: WorkflowFacts) =>
  compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
const byPosition = (a: JobFacts, b: JobFacts) => a.position - b.position || compare(a.id, b.id);
