import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { currentWorkflows, hasErrors, workflowKey } from '../domain/pipeline-state.ts';
import type { Database } from '../storage/database.ts';
import { type Ending, endingOf } from '../subscriptions/facts.ts';
import { REFUSED } from '../subscriptions/surroundings.ts';

/** How far back on a branch a workflow's last end is looked for. */
const LOOK_BACK = 50;
/** Branches that are looked at for one digest. */
const MOST_BRANCHES = 30;

/**
 * @returns of the failed pipelines, by their id, whether a workflow that failed there still fails on the branch as it
 *   stands now; those of further branches than are looked at, and of tags, are left out
 */
export async function stillFailing(
  db: Database,
  failed: readonly PipelineSnapshot[],
): Promise<ReadonlyMap<string, boolean>> {
  const byBranch = Map.groupBy(
    failed.filter(({ branch }) => branch !== null),
    ({ projectSlug, branch }) => JSON.stringify([projectSlug, branch]),
  );
  const standing = new Map<string, boolean>();
  for (const pipelines of [...byBranch.values()].slice(0, MOST_BRANCHES)) {
    const [first] = pipelines;
    if (first === undefined) continue;
    const endings = await lastEndings(db, first);
    for (const pipeline of pipelines) {
      const isRefused = hasErrors(pipeline);
      const broken = currentWorkflows(pipeline).filter(
        ({ status, isSetup }) => endingOf(status) === 'failed' || (isRefused && isSetup === true),
      );
      // Where nothing started, there is no workflow to be whole again.
      const still =
        broken.length === 0 ? null : broken.some((one) => endings.get(workflowKey(one)) === 'failed');
      if (still !== null) standing.set(pipeline.id, still);
    }
  }
  return standing;
}

async function lastEndings(
  db: Database,
  { projectSlug, branch }: Pick<PipelineSnapshot, 'projectSlug' | 'branch'>,
): Promise<ReadonlyMap<string, Ending>> {
  const newest = db
    .selectFrom('pipelines')
    .select(['id', 'created_at'])
    .select(REFUSED('pipelines').as('refused'))
    .where('project_slug', '=', projectSlug)
    .where('branch', '=', branch)
    .orderBy('created_at', 'desc')
    .limit(LOOK_BACK);
  const rows = await db
    .selectFrom(newest.as('newest'))
    .innerJoin('workflows', 'workflows.pipeline_id', 'newest.id')
    .select(['workflows.name', 'workflows.status', 'workflows.is_setup as isSetup', 'newest.refused'])
    .orderBy('newest.created_at')
    .orderBy('workflows.created_at')
    .execute();
  const endings = new Map<string, Ending>();
  for (const { status, refused, ...workflow } of rows) {
    const ending = workflow.isSetup && refused ? 'failed' : endingOf(status);
    if (ending !== null) endings.set(workflowKey(workflow), ending);
  }
  return endings;
}
