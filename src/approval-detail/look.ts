import type { Context } from '../context.ts';
import type { HoldDetail, Membership } from '../domain/approval-detail.ts';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { waitingHolds } from '../domain/pipeline-state.ts';
import type { Person } from '../identities/store.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { storeDetails } from './gather.ts';
import { membershipOf } from './membership.ts';
import { readDetails } from './read.ts';

type LookContext = Pick<Context, 'circleci' | 'config' | 'db' | 'queue' | 'log' | 'now'>;

/** What was read longer ago is read again for somebody who looks. */
const FRESH_MS = 2 * 60_000;

export interface WaitingDetail {
  readonly snapshot: PipelineSnapshot;
  readonly workflow: WorkflowSnapshot;
  readonly hold: JobSnapshot;
  readonly detail: HoldDetail | null;
  /** True when {@link lookAgain} is worth its calls. */
  readonly isOld: boolean;
}

/** @returns what is stored of a hold that waits; null when it does not wait any more */
export async function storedDetail(
  ctx: Pick<Context, 'config' | 'db' | 'now'>,
  target: { readonly pipelineId: string; readonly workflowId: string; readonly jobId: string },
): Promise<WaitingDetail | null> {
  const snapshot = await loadSnapshot(ctx, ctx.db, target.pipelineId);
  const workflow = snapshot?.workflows.find(({ id }) => id === target.workflowId);
  const hold =
    workflow === undefined ? undefined : waitingHolds(workflow).find(({ id }) => id === target.jobId);
  if (snapshot === null || workflow === undefined || hold === undefined) return null;
  const detail =
    snapshot.holdDetails?.find(({ workflowId, jobId }) => workflowId === workflow.id && jobId === hold.id) ??
    null;
  const age = detail === null ? null : ctx.now().getTime() - Date.parse(detail.readAt);
  // Read in the future: the clock was set back since.
  const isOld = age === null || age > FRESH_MS || age < -FRESH_MS;
  return { snapshot, workflow, hold, detail, isOld };
}

/** Asks CircleCI anew where that is worth it, keeps what it says, and asks about the person who looks. */
export async function lookAgain(
  ctx: LookContext,
  person: Person,
  { snapshot, workflow, hold, detail, isOld }: WaitingDetail,
): Promise<{ readonly detail: HoldDetail | null; readonly membership: Membership }> {
  if (isOld) {
    const { details } = await readDetails(ctx, snapshot, workflow, [hold], { priority: 'interactive' });
    await storeDetails(ctx, snapshot.id, details);
  }
  const fresh = isOld
    ? ((await storedDetail(ctx, { pipelineId: snapshot.id, workflowId: workflow.id, jobId: hold.id }))
        ?.detail ?? detail)
    : detail;
  const organization = fresh?.contexts?.organization ?? null;
  return { detail: fresh, membership: await membershipOf(ctx, person, organization) };
}
