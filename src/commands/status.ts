import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { locksOn } from '../locks/on-pipelines.ts';
import { locksInForce } from '../locks/store.ts';
import { findTarget, latestInChannel, latestOfProject } from '../runs/lookup.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { renderStatus } from '../views/status.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { defaultProject } from './default-project.ts';
import { projectAndRef } from './projects.ts';
import type { GitRef } from './ref-words.ts';
import { parseStatus, type StatusArgs } from './status-words.ts';

/** How many pipelines a list shows. */
const SHOWN = 5;
/** CircleCI lists by branch only, so the newest pipelines are looked through for a tag. */
const LOOKED_AT_FOR_TAG = 15;

export const status = command({ name: 'status', parse: parseStatus, run: showStatus });

async function showStatus(ctx: Context, { actor }: Invocation, args: StatusArgs): Promise<Reply> {
  const { channelId, locale } = actor;
  const snapshots =
    'link' in args
      ? await linked(ctx, args)
      : args.names.length === 0 && args.ref === null
        ? await inChannel(ctx, channelId)
        : await ofProject(ctx, args.names, args.ref, channelId);
  if (isMistake(snapshots)) return snapshots;
  const inForce = await locksInForce(ctx.db, ctx.now());
  // Once for all of them: a lock of the project, or of a branch that is among them.
  const locks = inForce.filter((lock) => snapshots.some((one) => locksOn([lock], one).length > 0));
  return renderStatus(snapshots, locale, locks);
}

async function linked(
  ctx: Context,
  { link, text }: Extract<StatusArgs, { link: unknown }>,
): Promise<readonly PipelineSnapshot[] | Mistake> {
  const snapshot = await findTarget(ctx, link);
  return snapshot === null ? { mistake: 'link-not-found', word: text } : [snapshot];
}

/** The channel's default project, asked of CircleCI; without one, what the channel has cards of. */
async function inChannel(
  ctx: Context,
  channelId: string | null,
): Promise<readonly PipelineSnapshot[] | Mistake> {
  if (channelId === null) return { mistake: 'project-missing' };
  const slug = await defaultProject(ctx, channelId);
  if (slug !== null) return latestOfProject(ctx, slug, null, SHOWN);
  const snapshots = await latestInChannel(ctx, channelId, SHOWN);
  return snapshots.length === 0 ? { mistake: 'project-missing' } : snapshots;
}

async function ofProject(
  ctx: Context,
  names: readonly string[],
  ref: GitRef | null,
  channelId: string | null,
): Promise<readonly PipelineSnapshot[] | Mistake> {
  const target = await projectAndRef(ctx, names, ref, channelId);
  if (isMistake(target)) return target;
  const { slug } = target.project;
  if (target.ref === null) return latestOfProject(ctx, slug, null, SHOWN);
  if ('branch' in target.ref) return latestOfProject(ctx, slug, target.ref.branch, SHOWN);
  const { tag } = target.ref;
  const newest = await latestOfProject(ctx, slug, null, LOOKED_AT_FOR_TAG);
  return newest.filter((snapshot) => snapshot.tag === tag).slice(0, SHOWN);
}
