import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { SlackError } from '../slack/slack-error.ts';
import { askSlackFor } from './ask-slack.ts';
import { type PipelinePeople, peopleOf } from './who.ts';

type FindContext = Pick<Context, 'config' | 'db' | 'slack' | 'log' | 'now'>;

/**
 * Who had a hand in a pipeline, Slack asked where nobody did lately. Outside of transactions.
 *
 * @throws SlackError when Slack could not be reached or has had enough
 */
export async function findPeople(ctx: FindContext, snapshot: PipelineSnapshot): Promise<PipelinePeople> {
  const people = await peopleOf(ctx.db, snapshot, ctx.now());
  if (people.unasked === null) return people;
  return { ...people, author: await askSlackFor(ctx, people.unasked), unasked: null };
}

/**
 * Finds out who made a pipeline's commit, for a subscription that wants to know.
 *
 * @param retell has those who wait for the answer look again; called when there is a new one
 * @throws SlackError when Slack could not be reached; the queue tries again later
 */
export async function findPeopleOf(
  ctx: FindContext & Pick<Context, 'queue'>,
  { pipelineId }: JobData['find-people'],
  retell: () => Promise<void>,
): Promise<void> {
  const snapshot = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (snapshot === null) return;
  const before = await peopleOf(ctx.db, snapshot, ctx.now());
  if (before.unasked === null) return retell();
  try {
    const { author } = await findPeople(ctx, snapshot);
    if (author !== null) await retell();
  } catch (error) {
    if (!(error instanceof SlackError) || error.code !== 'rate_limited') throw error;
    const again = { key: pipelineId, afterSeconds: error.retryAfterSeconds ?? 1 };
    await ctx.queue.add(ctx.db, 'find-people', { pipelineId }, again);
  }
}
