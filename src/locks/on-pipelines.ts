import type { Lock } from '../domain/lock.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { waitingHolds } from '../domain/pipeline-state.ts';
import type { Database, Tx } from '../storage/database.ts';
import { covers } from './covers.ts';
import { openLocks } from './store.ts';

/** Adds the locks to those pipelines that wait for someone; the others do not need them, and cost no query. */
export async function withLocks(
  db: Database | Tx,
  snapshots: readonly PipelineSnapshot[],
): Promise<readonly PipelineSnapshot[]> {
  const waiting = snapshots.filter(({ workflows }) => workflows.some((one) => waitingHolds(one).length > 0));
  if (waiting.length === 0) return snapshots;
  const locks = await openLocks(db, [...new Set(waiting.map(({ projectSlug }) => projectSlug))]);
  if (locks.length === 0) return snapshots;
  return snapshots.map((snapshot) =>
    waiting.includes(snapshot) ? { ...snapshot, locks: locksOn(locks, snapshot) } : snapshot,
  );
}

export function locksOn(
  locks: readonly Lock[],
  { projectSlug: project, branch, tag }: Pick<PipelineSnapshot, 'projectSlug' | 'branch' | 'tag'>,
): readonly Lock[] {
  return locks.filter((lock) => covers(lock, { project, branch, tag }));
}
