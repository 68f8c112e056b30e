import type { Context } from '../context.ts';
import { announceAll } from '../digests/bulletin-store.ts';
import { APPLY_EVENTS_KEY } from '../domain/job-data.ts';
import { resumeStops } from '../stops/resume-stops.ts';
import { followedProjects } from '../subscriptions/subscriptions.ts';
import type { Job } from './job.ts';
import { jobs } from './registry.ts';

/** A start has more urgent things to do; a go that waits already keeps its place. */
const FORGET_AFTER_SECONDS = 60;

/** Registers every job with the queue, and sets going those that keep themselves going. */
export async function startJobs(ctx: Context): Promise<void> {
  await setGoing(ctx);
  for (const name of Object.keys(jobs) as (keyof typeof jobs)[]) await work(ctx, name);
}

function work<N extends keyof typeof jobs>(ctx: Context, name: N): Promise<void> {
  const job: Job<N> = jobs[name];
  return ctx.queue.work(name, job, (data) => job.run(ctx, data));
}

async function setGoing(ctx: Context): Promise<void> {
  const { db, queue } = ctx;
  await queue.add(db, 'tidy', {}, { key: 'tidy' });
  await queue.add(db, 'warn-identities', {}, { key: 'warn-identities' });
  await queue.add(db, 'watch-holds', {}, { key: 'watch-holds' });
  await queue.add(db, 'watch-locks', {}, { key: 'watch-locks' });
  await queue.add(
    db,
    'forget-old',
    { cursor: null },
    { key: 'forget-old', afterSeconds: FORGET_AFTER_SECONDS },
  );
  await queue.add(db, 'discover-projects', {}, { key: 'discover-projects' });
  await queue.add(db, 'apply-events', {}, { key: APPLY_EVENTS_KEY });
  for (const projectSlug of await followedProjects(db)) {
    await queue.add(db, 'poll-project', { projectSlug }, { key: projectSlug });
  }
  await resumeStops(ctx);
  await announceAll(ctx);
}
