import type { Context } from '../context.ts';
import type { Database } from '../storage/database.ts';
import { followedProjects } from '../subscriptions/subscriptions.ts';

/** What is remembered of the last look at a project. */
export interface Poll {
  /** What its list of pipelines looked like. */
  readonly fingerprint: string | null;
  readonly intervalSeconds: number;
  /** The appointment for the next look. */
  readonly nextAt: Date;
  /** Every pipeline created up to then has been compared with what is stored; null before the first look. */
  readonly seenTo: Date | null;
}

/** An appointment that is this long past will not be kept any more. */
const COME_APART_MS = 10 * 60_000;

/** @returns null for a project that was never looked at */
export async function loadPoll(db: Database, projectSlug: string): Promise<Poll | null> {
  const row = await db
    .selectFrom('polls')
    .selectAll()
    .where('project_slug', '=', projectSlug)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    fingerprint: row.fingerprint,
    intervalSeconds: row.interval_seconds,
    nextAt: row.next_at,
    seenTo: row.seen_to,
  };
}

export async function savePoll(db: Database, projectSlug: string, poll: Poll): Promise<void> {
  const row = {
    fingerprint: poll.fingerprint,
    interval_seconds: poll.intervalSeconds,
    next_at: poll.nextAt,
    seen_to: poll.seenTo,
  };
  await db
    .insertInto('polls')
    .values({ project_slug: projectSlug, ...row })
    .onConflict((conflict) => conflict.column('project_slug').doUpdateSet(row))
    .execute();
}

/**
 * Makes appointments anew for subscribed projects that have none or whose last one was never kept: each look makes the
 * next appointment, so that one job given up would end them all.
 *
 * @returns how many
 */
export async function keepLooking(ctx: Pick<Context, 'db' | 'queue' | 'now'>): Promise<number> {
  const followed = await followedProjects(ctx.db);
  const polls = await ctx.db.selectFrom('polls').select(['project_slug', 'next_at']).execute();
  const appointments = new Map(polls.map((poll) => [poll.project_slug, poll.next_at.getTime()]));
  const past = ctx.now().getTime() - COME_APART_MS;
  const left = followed.filter((slug) => (appointments.get(slug) ?? 0) < past);
  for (const projectSlug of left.toSorted()) {
    await ctx.queue.add(ctx.db, 'poll-project', { projectSlug }, { key: projectSlug });
  }
  return left.length;
}
