import type { Context } from '../context.ts';
import { announceAll } from '../digests/bulletin-store.ts';
import { resumeStops } from '../stops/resume-stops.ts';
import { followedProjects } from '../subscriptions/subscriptions.ts';
import { jobs } from './registry.ts';

/** A start has more urgent things to do; a go that waits already keeps its place. */
const FORGET_AFTER_SECONDS = 60;

/** Registers every job with the queue, and sets going those that keep themselves going. */
export async function startJobs(ctx: Context): Promise<void> {
  const { queue } = ctx;
  // Before the workers, which all look for work at once and would keep the embedded database busy.
  await setGoing(ctx);
  const {
    'deliver-card': deliver,
    'discover-projects': discover,
    'deliver-failure': deliverReply,
    'deliver-notice': deliverNotice,
    'find-people': find,
    'forget-old': forget,
    'gather-failure': gather,
    'poll-project': poll,
    'post-bulletin': bulletin,
    'settle-action': settle,
    'sync-pipeline': sync,
    'wake-deliveries': wake,
    'tell-closed': tell,
    'catch-up': catchUp,
    'run-stop': runStop,
    'show-lock': showLock,
    'show-stop': showStop,
    'tell-lock': tellLock,
    'watch-locks': watchLocks,
    tidy,
    'warn-identities': warn,
    'deliver-reminder': remind,
    'expire-hold': expire,
    'watch-holds': watch,
  } = jobs;
  await queue.work(deliver.name, deliver, (data) => deliver.run(ctx, data));
  await queue.work(deliverReply.name, deliverReply, (data) => deliverReply.run(ctx, data));
  await queue.work(deliverNotice.name, deliverNotice, (data) => deliverNotice.run(ctx, data));
  await queue.work(find.name, find, (data) => find.run(ctx, data));
  await queue.work(wake.name, wake, (data) => wake.run(ctx, data));
  await queue.work(tell.name, tell, (data) => tell.run(ctx, data));
  await queue.work(catchUp.name, catchUp, (data) => catchUp.run(ctx, data));
  await queue.work(gather.name, gather, (data) => gather.run(ctx, data));
  await queue.work(sync.name, sync, (data) => sync.run(ctx, data));
  await queue.work(settle.name, settle, (data) => settle.run(ctx, data));
  await queue.work(poll.name, poll, (data) => poll.run(ctx, data));
  await queue.work(bulletin.name, bulletin, (data) => bulletin.run(ctx, data));
  await queue.work(discover.name, discover, () => discover.run(ctx, {}));
  await queue.work(forget.name, forget, (data) => forget.run(ctx, data));
  await queue.work(tidy.name, tidy, () => tidy.run(ctx, {}));
  await queue.work(warn.name, warn, () => warn.run(ctx, {}));
  await queue.work(remind.name, remind, (data) => remind.run(ctx, data));
  await queue.work(expire.name, expire, (data) => expire.run(ctx, data));
  await queue.work(watch.name, watch, () => watch.run(ctx, {}));
  await queue.work(runStop.name, runStop, (data) => runStop.run(ctx, data));
  await queue.work(showLock.name, showLock, (data) => showLock.run(ctx, data));
  await queue.work(showStop.name, showStop, (data) => showStop.run(ctx, data));
  await queue.work(tellLock.name, tellLock, (data) => tellLock.run(ctx, data));
  await queue.work(watchLocks.name, watchLocks, () => watchLocks.run(ctx, {}));
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
  await queue.add(db, 'apply-events', {}, { key: 'apply-events' });
  for (const projectSlug of await followedProjects(db)) {
    await queue.add(db, 'poll-project', { projectSlug }, { key: projectSlug });
  }
  await resumeStops(ctx);
  await announceAll(ctx);
}
