import type { Context } from '../context.ts';

/** Has every stop that was begun go on, and every one that waits for people end in time. For a start. */
export async function resumeStops({ db, queue }: Pick<Context, 'db' | 'queue'>): Promise<void> {
  const open = await db
    .selectFrom('stops')
    .select(['id', 'state'])
    .where('state', 'in', ['asked', 'running'])
    .orderBy('id')
    .execute();
  for (const { id: stopId, state } of open) {
    if (state === 'running') await queue.add(db, 'run-stop', { stopId }, { key: stopId });
    await queue.add(db, 'show-stop', { stopId }, { key: stopId });
  }
}
