import { requestApproval } from '../approvals/approve.ts';
import { requestCancel, requestRerun } from '../runs/change.ts';
import type { Request } from './deed-click.ts';

/** What the buttons ask of the features, whatever message they are in. */

export const approveHold: Request = async (ctx, actor, { workflowId, jobId }) =>
  jobId === null ? { kind: 'gone' } : requestApproval(ctx, actor, { workflowId, jobId });

/** After the warning about contexts. */
export const approveHoldAnyway: Request = async (ctx, actor, { workflowId, jobId }) =>
  jobId === null ? { kind: 'gone' } : requestApproval(ctx, actor, { workflowId, jobId, anyway: true });

export const cancelWorkflow: Request = async (ctx, actor, { workflowId }) =>
  requestCancel(ctx, actor, { workflowId });

export const rerunWorkflow: Request = async (ctx, actor, { workflowId }) =>
  requestRerun(ctx, actor, { workflowId, fromFailed: false });

export const rerunFromFailed: Request = async (ctx, actor, { workflowId }) =>
  requestRerun(ctx, actor, { workflowId, fromFailed: true });
