import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import { governedAction } from '../domain/governed.ts';
import type { ShownAction } from '../domain/shown-action.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { placeOf } from './action-place.ts';
import type { NewAction } from './action-store.ts';
import { projectLabels } from './project-names.ts';

/** What an action would do, from what is stored; the same for as long as nothing about it changes. */
export async function shownOf(
  ctx: Pick<Context, 'config' | 'db'>,
  wanted: Pick<NewAction, 'kind' | 'projectSlug' | 'pipelineId' | 'workflowId' | 'jobId' | 'detail'>,
  identity: ShownAction['identity'],
): Promise<ShownAction> {
  const { pipelineId, workflowId, detail } = wanted;
  const place = await placeOf(ctx.db, wanted, null);
  const snapshot = pipelineId === null ? null : await loadSnapshot(ctx, ctx.db, pipelineId);
  const workflow = snapshot?.workflows.find(({ id }) => id === workflowId);
  const ids = jobsOf(wanted);
  const named = (workflow?.jobs ?? []).filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return {
    action: actionOf(wanted),
    project: snapshot?.projectName ?? (await projectLabels(ctx.db, [place.project]))(place.project),
    branch: place.branch,
    tag: place.tag,
    pipelineNumber: snapshot?.number ?? null,
    commit: snapshot?.revision?.slice(0, 12) ?? null,
    workflow: place.workflow,
    jobs: named,
    status: workflow?.status ?? null,
    values: valuesOf(detail),
    identity,
  };
}

/** @returns what stands for all of it: another one when any of it is another */
export function digestOf(shown: ShownAction): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 32);
}

function actionOf({ kind, detail }: Pick<NewAction, 'kind' | 'detail'>): string {
  if (kind !== 'rerun') return kind;
  if (governedAction(kind, detail) === 'rerun_ssh') return 'rerun_ssh';
  if (Array.isArray(detail.jobIds)) return 'rerun_jobs';
  return detail.fromFailed === true ? 'rerun_failed' : 'rerun';
}

function jobsOf({ jobId, detail }: Pick<NewAction, 'jobId' | 'detail'>): readonly unknown[] {
  if (Array.isArray(detail.jobIds)) return detail.jobIds;
  if (typeof detail.sshJobId === 'string') return [detail.sshJobId];
  return jobId === null ? [] : [jobId];
}

/** Of a run its parameters and its definition, of a rollback what goes where. */
function valuesOf({
  parameters,
  definitionId,
  component,
  environment,
  current,
  target,
  reason,
}: NewAction['detail']) {
  const given: unknown[] =
    typeof parameters === 'object' && parameters !== null ? Object.entries(parameters) : [];
  const beside = Object.entries({
    definition: definitionId,
    component,
    environment,
    current,
    target,
    reason,
  });
  return [...given, ...beside].flatMap((entry): [string, string][] => {
    if (!Array.isArray(entry)) return [];
    const [name, value]: unknown[] = entry;
    return typeof name === 'string' && value !== null && value !== undefined ? [[name, String(value)]] : [];
  });
}
