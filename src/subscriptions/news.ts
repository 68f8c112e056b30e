import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { isSettled } from '../domain/pipeline-state.ts';
import type { Subscription } from './subscription.ts';

/** What ended longer ago is no news, also to a program that was down all that time. */
export const NEWS_HOURS = 24;
/** How far CircleCI's clock and the database's may differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Whether a pipeline that was read, not told of, is news to a subscription: something happened after it was made, and
 * not too long ago. Who subscribes today does not get yesterday's cards, and who asks for an old pipeline's status
 * makes no card of it elsewhere.
 */
export function isNewsTo(
  { createdAt }: Pick<Subscription, 'createdAt'>,
  snapshot: PipelineSnapshot,
  now: Date,
): boolean {
  const last = lastMoment(snapshot);
  if (last + CLOCKS_APART_MS < Date.parse(createdAt)) return false;
  return !isSettled(snapshot) || last >= now.getTime() - NEWS_HOURS * 3_600_000;
}

function lastMoment({ createdAt, workflows }: PipelineSnapshot): number {
  const times = workflows.flatMap((workflow) => [
    workflow.createdAt,
    workflow.stoppedAt,
    ...workflow.jobs.flatMap(({ startedAt, stoppedAt }) => [startedAt, stoppedAt]),
  ]);
  const known = [createdAt, ...times].filter((time) => time !== null);
  return Math.max(...known.map((time) => Date.parse(time)));
}
