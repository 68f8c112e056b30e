import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import { askProject, lookForProject } from '../projects/ask.ts';
import { type KnownProject, knownProject, presentSlug } from '../projects/known.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';
import { compareProject } from './compare-project.ts';
import { loadPoll, type Poll, savePoll } from './poll-store.ts';

/** How often a project is looked at: from half a minute while it moves to two minutes while it does not. */
const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 120;
const SLOWER_BY = 1.5;
/** A look that was broken off goes on after the other projects had their turn. */
const GO_ON_SECONDS = 5;
/** A project that CircleCI does not know is asked about this often. */
const GONE_SECONDS = 3_600;

/**
 * One look at a subscribed project, and the appointment for the next one; it ends when nobody subscribes any more.
 * Finds what no webhook told of: a hold as the first job, a lost delivery, all that happened while the program was
 * down. Calls to CircleCI give way to people's and obey its rate-limit headers, which the client keeps.
 */
export async function pollProject(ctx: Context, data: JobData['poll-project']): Promise<void> {
  const projectSlug = await presentSlug(ctx.db, data.projectSlug);
  const subscriptions = await subscriptionsTo(ctx.db, projectSlug);
  const [since] = subscriptions.map(({ createdAt }) => createdAt).toSorted();
  if (since === undefined) return;
  const last = await loadPoll(ctx.db, projectSlug);
  const next = await look(ctx, projectSlug, new Date(since), last);
  const nextAt = new Date(ctx.now().getTime() + next.afterSeconds * 1000);
  // It may have another name since.
  const present = await presentSlug(ctx.db, projectSlug);
  await savePoll(ctx.db, present, { ...next, nextAt });
  const appointment = { key: present, afterSeconds: next.afterSeconds };
  await ctx.queue.add(ctx.db, 'poll-project', { projectSlug: present }, appointment);
}

interface Look extends Omit<Poll, 'nextAt'> {
  readonly afterSeconds: number;
}

async function look(ctx: Context, projectSlug: string, since: Date, last: Poll | null): Promise<Look> {
  try {
    const known = await knownProject(ctx.db, projectSlug);
    const { id, slug } = await identified(ctx, projectSlug, known);
    // The name is another project's now.
    if (known?.id != null && known.id !== id) return lookForIt(ctx, await slugOfId(ctx, known.id), last);
    const { fingerprint, seenTo, done } = await compareProject(ctx, slug, since, last?.seenTo ?? null);
    const intervalSeconds = nextInterval(last, fingerprint);
    return { fingerprint, seenTo, intervalSeconds, afterSeconds: done ? intervalSeconds : GO_ON_SECONDS };
  } catch (error) {
    if (error instanceof CircleCIError && error.code === 'not_found')
      return lookForIt(ctx, projectSlug, last);
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

/**
 * A name out of the subscriptions file is only a name until CircleCI has said which project it means, and the name of
 * one that was gone may be another's by now.
 */
async function identified(ctx: Context, slug: string, known: KnownProject | null): Promise<KnownProject> {
  return known?.id == null || known.isGone ? askProject(ctx, slug, 'background') : known;
}

async function slugOfId({ db }: Context, id: string): Promise<string> {
  const row = await db.selectFrom('projects').select('slug').where('id', '=', id).executeTakeFirstOrThrow();
  return row.slug;
}

/** It was renamed, deleted, or the bot's token can no longer see it. */
async function lookForIt(ctx: Context, projectSlug: string, last: Poll | null): Promise<Look> {
  const project = await lookForProject(ctx, projectSlug).catch((error: unknown) => {
    if (!(error instanceof CircleCIError)) throw error;
    ctx.log.warn({ err: error, project: projectSlug }, 'CircleCI cannot be asked where a project is');
    return undefined;
  });
  const kept = { fingerprint: last?.fingerprint ?? null, seenTo: last?.seenTo ?? null };
  if (project === null) {
    ctx.log.warn({ project: projectSlug }, 'CircleCI does not know a subscribed project');
    return { ...kept, intervalSeconds: LONGEST_SECONDS, afterSeconds: GONE_SECONDS };
  }
  const afterSeconds = project === undefined ? LONGEST_SECONDS : GO_ON_SECONDS;
  return { ...kept, intervalSeconds: LONGEST_SECONDS, afterSeconds };
}

/** Shortest again as soon as the project's list of pipelines changes. */
function nextInterval(last: Poll | null, fingerprint: string): number {
  if (last === null || last.fingerprint !== fingerprint) return SHORTEST_SECONDS;
  return Math.min(LONGEST_SECONDS, Math.ceil(last.intervalSeconds * SLOWER_BY));
}
