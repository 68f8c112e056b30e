import type { Context } from '../context.ts';
import type { PipelineRecord } from '../pipelines/record.ts';
import type { Tx } from '../storage/database.ts';

/**
 * From then on news that no webhook told counts as late. A project without any webhooks is looked at every two minutes
 * at most, so that what it brings in the ordinary way does not.
 */
export const LATE_AFTER_SECONDS = 180;

/**
 * How late the newest of what a reading brought is, of that which a webhook should have told: ends. Of a pipeline never
 * heard of its beginning counts as well.
 *
 * @param before what was stored; null for a pipeline never heard of
 * @param after what is stored now
 * @param now by CircleCI's clock
 * @returns whole seconds; null when no end is new, or when none is late
 */
export function latenessOf(before: PipelineRecord | null, after: PipelineRecord, now: Date): number | null {
  const known = before === null ? new Map<string, number>() : endsOf(before);
  const news = [...endsOf(after)].filter(([key]) => !known.has(key)).map(([, at]) => at);
  if (before === null) news.push(Date.parse(after.pipeline.createdAt));
  if (news.length === 0) return null;
  const seconds = Math.floor((now.getTime() - Math.max(...news)) / 1000);
  return seconds < LATE_AFTER_SECONDS ? null : seconds;
}

/** Of workflows and of jobs that ran; no webhook tells of an approval. The same end told more exactly is the same. */
function endsOf({ workflows }: PipelineRecord): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { id, stoppedAt, jobs } of workflows) {
    if (stoppedAt !== null) ends.set(id, Date.parse(stoppedAt));
    for (const job of jobs) {
      if (job.stoppedAt !== null && job.type !== 'approval')
        ends.set(`${id} ${job.id}`, Date.parse(job.stoppedAt));
    }
  }
  return ends;
}

/** Notes on the pipeline that something of it was found late. Its greatest lateness stays. */
export async function noteRepaired(tx: Tx, pipelineId: string, seconds: number, now: Date): Promise<void> {
  await tx
    .updateTable('pipelines')
    .set((eb) => ({
      repaired_at: now,
      late_seconds: eb.fn<number>('greatest', ['late_seconds', eb.val(seconds)]),
    }))
    .where('id', '=', pipelineId)
    .execute();
}

/** @returns of how many pipelines something was found since then that no webhook had told */
export async function repairedSince({ db }: Pick<Context, 'db'>, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('pipelines')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('repaired_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
