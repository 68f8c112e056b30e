import type { Context } from '../context.ts';

/** Has every unfinished action finished now: whoever was at it is dead. For a start at which no other process runs. */
export async function takeOverActions({ db, queue }: Pick<Context, 'db' | 'queue'>): Promise<void> {
  const left = await db
    .updateTable('actions')
    .set({ leased_until: null })
    .where('state', '=', 'pending')
    .returning('id')
    .execute();
  for (const { id } of left) await queue.add(db, 'settle-action', { actionId: id }, { key: id });
}
