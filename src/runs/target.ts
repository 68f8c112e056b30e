import type { ActionRow } from './action-store.ts';

/** @throws when the stored action names no workflow, which nothing but a broken database can cause */
export function requiredTarget(action: ActionRow): { pipelineId: string; workflowId: string } {
  const { pipelineId, workflowId } = action;
  if (pipelineId === null || workflowId === null) {
    throw new Error(`action ${action.id} (${action.kind}) names no workflow`);
  }
  return { pipelineId, workflowId };
}
