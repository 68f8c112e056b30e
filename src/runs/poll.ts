import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';
import { compareProject } from './compare-project.ts';
import { loadPoll, type Poll, savePoll } from './poll-store.ts';

/** How often a project is looked at: from half a minute while it moves to two minutes while it does not. */
const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 120;
const SLOWER_BY = 1.5;
/** A look that was broken off goes on after the other projects had their turn. */
const GO_ON_SECONDS = 5;

/**
 * One look at a subscribed project, and the appointment for the next one; it ends when nobody subscribes any more.
 * Finds what no webhook told of: a hold as the first job, a lost delivery, all that happened while the program was
 * down. Calls to CircleCI give way to people's and obey its rate-limit headers, which the client keeps.
 */
export async function pollProject(ctx: Context, { projectSlug }: JobData['poll-project']): Promise<void> {
  const subscriptions = await subscriptionsTo(ctx.db, projectSlug);
  const [since] = subscriptions.map(({ createdAt }) => createdAt).toSorted();
  if (since === undefined) return;
  const last = await loadPoll(ctx.db, projectSlug);
  const next = await look(ctx, projectSlug, new Date(since), last);
  const nextAt = new Date(ctx.now().getTime() + next.afterSeconds * 1000);
  await savePoll(ctx.db, projectSlug, { ...next, nextAt });
  const appointment = { key: projectSlug, afterSeconds: next.afterSeconds };
  await ctx.queue.add(ctx.db, 'poll-project', { projectSlug }, appointment);
}

interface Look extends Omit<Poll, 'nextAt'> {
  readonly afterSeconds: number;
}

async function look(ctx: Context, projectSlug: string, since: Date, last: Poll | null): Promise<Look> {
  try {
    const { fingerprint, seenTo, done } = await compareProject(ctx, projectSlug, since, last?.seenTo ?? null);
    const intervalSeconds = nextInterval(last, fingerprint);
    return { fingerprint, seenTo, intervalSeconds, afterSeconds: done ? intervalSeconds : GO_ON_SECONDS };
  } catch (error) {
    // The next look is its own retry; a failed job would break the chain of appointments.
    ctx.log.warn({ err: error, project: projectSlug }, 'a project could not be looked at');
    const asked = error instanceof CircleCIError ? (error.retryAfterMs ?? 0) / 1000 : 0;
    return {
      fingerprint: last?.fingerprint ?? null,
      seenTo: last?.seenTo ?? null,
      intervalSeconds: LONGEST_SECONDS,
      afterSeconds: Math.max(LONGEST_SECONDS, Math.ceil(asked)),
    };
  }
}

/** Shortest again as soon as the project's list of pipelines changes. */
function nextInterval(last: Poll | null, fingerprint: string): number {
  if (last === null || last.fingerprint !== fingerprint) return SHORTEST_SECONDS;
  return Math.min(LONGEST_SECONDS, Math.ceil(last.intervalSeconds * SLOWER_BY));
}
