import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Stop, StopFound } from '../domain/stop.ts';
import { isChannel } from '../locks/channel.ts';
import { mayGovern } from '../locks/may-lock.ts';
import { channelSettings } from '../preferences/channels.ts';
import { withProjectNames } from '../runs/project-names.ts';
import { SlackError } from '../slack/slack-error.ts';
import { transact } from '../storage/transact.ts';
import { stopMessage } from '../views/stop.ts';
import { expireStop } from './expire-stop.ts';
import { runningOn, type StopScope } from './running.ts';
import { stopAbility } from './stop-ability.ts';
import { auditStop } from './stop-audit.ts';
import { loadStop, stopOf } from './store.ts';

export type Requested =
  /** It is shown in the channel and waits for two people. */
  | { readonly kind: 'shown' }
  | { readonly kind: 'nothing-runs' | 'going-on' | 'needs-channel' | 'cannot-post' }
  | { readonly kind: 'denied'; readonly text: string };

/** Two people have so long to confirm it; what was counted is not true for ever. */
export const CONFIRM_WITHIN_MS = 10 * 60_000;
const FIRST_SHOWN = 10;
/** Longer than any stop takes, retries included. */
const STANDSTILL_MS = 60 * 60_000;

/**
 * Shows in the channel what runs on a project or branch, with the buttons that cancel all of it when two people have
 * clicked. Nothing is cancelled here.
 *
 * @throws CircleCIError when CircleCI does not say what runs; SlackError when nobody knows whether it is shown
 */
export async function requestStop(
  ctx: Context,
  actor: Actor,
  scope: StopScope,
  reason: string | null,
): Promise<Requested> {
  const { channelId } = actor;
  if (channelId === null || !isChannel(channelId)) return { kind: 'needs-channel' };
  const may = await mayGovern(ctx, actor, 'stop', scope, reason !== null);
  const able = may.ok ? await stopAbility(ctx, actor) : may;
  if (!may.ok || !able.ok) return { kind: 'denied', text: able.ok ? '' : able.text };
  const { workflows, lookedAt, more } = await runningOn(ctx, scope);
  if (workflows.length === 0) return { kind: 'nothing-runs' };
  const first = workflows.slice(0, FIRST_SHOWN);
  const found = { count: workflows.length, first, lookedAt, more };
  const stop = await write(ctx, { ...actor, channelId }, scope, { reason, found, rule: may.rule });
  if (stop === null) return { kind: 'going-on' };
  const [named = stop] = await withProjectNames(ctx.db, [stop]);
  return show(ctx, named);
}

async function write(
  ctx: Context,
  actor: Actor & { readonly channelId: string },
  { project, branch }: StopScope,
  { reason, found, rule }: { reason: string | null; found: StopFound; rule: string | null },
): Promise<Stop | null> {
  await endOld(ctx, { project, branch });
  return transact(ctx.db, async (tx) => {
    const now = ctx.now();
    const row = await tx
      .insertInto('stops')
      .values({
        id: randomUUID(),
        project,
        branch,
        channel_id: actor.channelId,
        team_id: actor.teamId,
        user_id: actor.userId,
        reason,
        state: 'asked',
        found: JSON.stringify(found),
        asked_at: now,
        expires_at: new Date(now.getTime() + CONFIRM_WITHIN_MS),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    const stop = stopOf(row);
    await auditStop(ctx, tx, stop, actor, {
      event: 'allowed',
      step: 'asked',
      rule,
      detail: { running: found.count },
    });
    return stop;
  });
}

/** Neither one that nobody confirmed in time nor one whose job was given up stands in the way of another. */
async function endOld(ctx: Context, { project, branch }: StopScope): Promise<void> {
  const old = await ctx.db
    .selectFrom('stops')
    .select('id')
    .where('project', '=', project)
    .where('branch', 'is not distinct from', branch)
    .where('state', '=', 'asked')
    .where('expires_at', '<=', ctx.now())
    .execute();
  for (const { id } of old) await expireStop(ctx, id);
  const since = new Date(ctx.now().getTime() - STANDSTILL_MS);
  await ctx.db
    .updateTable('stops')
    .set({ state: 'done', ended_at: ctx.now(), trouble: 'it came to a standstill' })
    .where('project', '=', project)
    .where('branch', 'is not distinct from', branch)
    .where('state', '=', 'running')
    .where('confirmed_at', '<', since)
    .execute();
}

async function show(ctx: Context, stop: Stop): Promise<Requested> {
  const { locale } = await channelSettings(ctx, stop.channelId);
  const counts = { found: 0, canceled: 0, finished: 0, failed: 0 };
  try {
    const ts = await ctx.slack.post({
      channel: stop.channelId,
      ...stopMessage({ stop, counts, failed: [] }, locale),
    });
    await ctx.db.updateTable('stops').set({ message_ts: ts }).where('id', '=', stop.id).execute();
    // Somebody may have clicked before its place was known.
    const isShown = (await loadStop(ctx.db, stop.id))?.firstBy === null;
    const afterSeconds = isShown ? CONFIRM_WITHIN_MS / 1000 + 1 : 0;
    await ctx.queue.add(ctx.db, 'show-stop', { stopId: stop.id }, { key: stop.id, afterSeconds });
    return { kind: 'shown' };
  } catch (error) {
    await expireStop(ctx, stop.id);
    if (error instanceof SlackError && error.code === 'refused') return { kind: 'cannot-post' };
    throw error;
  }
}
