import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { FINISHED_STATUSES } from '../domain/status.ts';
import { refreshCards } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { presentSlug } from '../projects/known.ts';
import { transact } from '../storage/transact.ts';

/** In one transaction; a freeze goes on in the next. */
const AT_ONCE = 100;

/**
 * Has the cards that wait for someone compared with what they should show, after a lock of their project began,
 * changed or ended. Comes again until all were.
 */
export async function showLock(
  ctx: Pick<Context, 'db' | 'queue'>,
  { project: named, after }: JobData['show-lock'],
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const project = named === null ? null : await presentSlug(tx, named);
    let query = tx
      .selectFrom('pipelines as p')
      .innerJoin('workflows as w', 'w.pipeline_id', 'p.id')
      .innerJoin('jobs as j', 'j.workflow_id', 'w.id')
      .select('p.id')
      .distinct()
      .where('j.status', '=', 'on_hold')
      .where('j.type', '=', 'approval')
      .where('w.status', 'not in', FINISHED_STATUSES)
      .orderBy('p.id')
      .limit(AT_ONCE);
    if (project !== null) query = query.where('p.project_slug', '=', project);
    if (after !== null) query = query.where('p.id', '>', after);
    const waiting = await query.execute();
    await lockPipelines(
      tx,
      waiting.map(({ id }) => id),
    );
    for (const { id } of waiting) await refreshCards(ctx, tx, id, { urgent: true });
    const last = waiting.at(-1);
    if (last === undefined || waiting.length < AT_ONCE) return;
    // Of its own: one that begins anew meanwhile is not to stand for the rest of this one.
    await ctx.queue.add(
      tx,
      'show-lock',
      { project, after: last.id },
      { key: `${project ?? 'everything'}>${last.id}` },
    );
  });
}
