import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Tx } from '../storage/database.ts';

/** Has the thread of every card that is out say why a workflow failed. Many calls become one comparison. */
export async function repliesFollow(
  { queue }: Pick<Context, 'queue'>,
  tx: Tx,
  { pipelineId, workflowId }: { readonly pipelineId: string; readonly workflowId: string },
): Promise<void> {
  const cards = await tx
    .selectFrom('cards')
    .select('channel_id')
    .where('pipeline_id', '=', pipelineId)
    .where('message_ts', 'is not', null)
    .where('problem', 'is', null)
    .orderBy('channel_id')
    .execute();
  for (const { channel_id: channelId } of cards) {
    const key = `${workflowId}:${channelId}`;
    await queue.add(tx, 'deliver-failure', { pipelineId, workflowId, channelId }, { key });
  }
}

/** A card that came out after its pipeline's failures were explained: its thread is to say so too. */
export async function repliesOfCard(
  { queue, db }: Pick<Context, 'queue' | 'db'>,
  { id: pipelineId, failures = [] }: PipelineSnapshot,
  channelId: string,
): Promise<void> {
  if (failures.length === 0) return;
  const replies = await db
    .selectFrom('failure_replies')
    .select('workflow_id')
    .where('channel_id', '=', channelId)
    .where(
      'workflow_id',
      'in',
      failures.map((failure) => failure.workflowId),
    )
    .execute();
  const begun = new Set(replies.map((reply) => reply.workflow_id));
  for (const { workflowId } of failures) {
    if (begun.has(workflowId)) continue;
    const key = `${workflowId}:${channelId}`;
    await queue.add(db, 'deliver-failure', { pipelineId, workflowId, channelId }, { key });
  }
}
