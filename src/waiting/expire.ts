import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { JobData } from '../domain/job-data.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { messages } from '../i18n/index.ts';
import { refreshCards } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { askPolicy } from '../policy/ask.ts';
import { channelSettings } from '../preferences/channels.ts';
import { auditRequest } from '../runs/action-audit.ts';
import { placeOf } from '../runs/action-place.ts';
import type { NewAction } from '../runs/action-store.ts';
import { cancelDeed } from '../runs/cancel.ts';
import { requestDeed } from '../runs/change.ts';
import { addSending } from '../sending/jobs.ts';
import { SlackError } from '../slack/slack-error.ts';
import { transact } from '../storage/transact.ts';
import type { Subscription } from '../subscriptions/subscription.ts';
import { spanWords } from '../views/waiting-parts.ts';
import { subscriptionsAbout } from './asks.ts';
import { findHold, isBeingDecided } from './follow-hold.ts';
import { changeHold, loadHold } from './hold-store.ts';
import { addReminder } from './reminder-store.ts';
import { MINUTE_MS } from './steps.ts';

/** While CircleCI is in trouble it is not asked more often. */
const TRY_AGAIN_MS = 30 * MINUTE_MS;
/** Slack's codes for somebody who is not there. Source: Slack docs, users.info. */
const GONE = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

/**
 * Cancels the workflow of a hold that has waited longer than a channel wants, with the bot's own token, as any action
 * is done: written down first, called once, read back, and in the audit log. What the bot may not do it says once in
 * the card's thread, with who may. Twice is once: a hold that does not wait any more is left alone.
 */
export async function expireHold(ctx: Context, data: JobData['expire-hold']): Promise<void> {
  const row = await loadHold(ctx.db, data);
  const snapshot = await loadSnapshot(ctx, ctx.db, data.pipelineId);
  if (row === null || row.expiry !== 'asked' || snapshot === null) return;
  if (findHold(snapshot, data) === null || isBeingDecided(snapshot, data)) return;
  const { expire_channel: channelId, expire_minutes: minutes } = row;
  if (channelId === null || minutes === null) return;
  const outcome = await cancel(ctx, data, snapshot, { channelId, minutes });
  await follow(ctx, data, channelId, minutes, outcome);
}

interface Wish {
  readonly channelId: string;
  readonly minutes: number;
}

async function cancel(
  ctx: Context,
  { pipelineId, workflowId, jobId }: JobData['expire-hold'],
  snapshot: PipelineSnapshot,
  { channelId, minutes }: Wish,
): Promise<ActionOutcome> {
  const { teamId, botUserId } = await ctx.slack.home();
  const { locale } = await channelSettings(ctx, channelId);
  const bot: Actor = { teamId, userId: botUserId, locale, channelId };
  const reason = messages(locale).waiting.reason(spanWords(minutes, locale));
  const wanted: NewAction = {
    kind: 'cancel',
    projectSlug: snapshot.projectSlug,
    pipelineId,
    workflowId,
    jobId: null,
    detail: { reason, expires: jobId, expiredAfter: minutes },
  };
  const against = await reasonAgainst(ctx, wanted, snapshot, jobId, { channelId, minutes });
  if (against === null) return requestDeed(ctx, bot, wanted, cancelDeed);
  if (against === 'unknown') return { kind: 'unavailable' };
  await transact(ctx.db, (tx) =>
    auditRequest(ctx, tx, bot, wanted, {
      event: 'denied',
      actionId: null,
      as: null,
      rule: against,
      why: 'expiry',
    }),
  );
  return { kind: 'denied', rule: null, missing: [] };
}

/**
 * The bot's own token, and where there are rules, one that names the bot; that is asked where every action is. Beside
 * that: whoever had the channel subscribed that way may have it canceled themselves, or anybody who may subscribe
 * could cancel by way of the bot.
 *
 * @returns what stands against it, null for nothing, `unknown` when Slack does not say who is in a group
 */
async function reasonAgainst(
  ctx: Context,
  wanted: NewAction,
  snapshot: PipelineSnapshot,
  jobId: string,
  { channelId, minutes }: Wish,
): Promise<string | null> {
  if (!ctx.config.identities.shared.includes('cancel')) return 'SHARED_IDENTITY';
  const policy = ctx.policy.current();
  if (policy === null) return null;
  // Who the bot is has to be known to the rules as well; asked here, so that a Slack in trouble is no answer.
  const { teamId, botUserId } = await ctx.slack.home();
  await isKnown(ctx, botUserId);
  const hold = findHold(snapshot, { pipelineId: snapshot.id, workflowId: wanted.workflowId ?? '', jobId });
  const subscriptions = await wanting(ctx, snapshot, hold?.job.name ?? '', channelId, minutes);
  // The file is the operator's, as the rules are.
  if (subscriptions.some(({ source }) => source === 'file')) return null;
  const { startedBy, triggerActor, ...place } = await placeOf(ctx.db, wanted, channelId);
  const question = { action: 'cancel' as const, place, startedBy, triggerActor, hasReason: true };
  for (const userId of new Set(subscriptions.map(({ createdBy }) => createdBy))) {
    if (!(await isKnown(ctx, userId))) continue;
    const decision = await askPolicy(ctx, policy, { teamId, userId }, question);
    if (decision.missing.includes('groups-unknown')) return 'unknown';
    if (decision.allowed && (decision.rule?.approvers ?? 1) === 1) return null;
  }
  return 'subscriber may not cancel';
}

/**
 * @returns false for somebody whom Slack does not know (any more)
 * @throws SlackError when Slack cannot say: the job is tried again
 */
async function isKnown({ slack }: Pick<Context, 'slack'>, userId: string): Promise<boolean> {
  try {
    await slack.user(userId);
    return true;
  } catch (error) {
    if (!(error instanceof SlackError) || !GONE.has(error.slackCode ?? '')) throw error;
    return false;
  }
}

function wanting(
  ctx: Context,
  snapshot: PipelineSnapshot,
  hold: string,
  channelId: string,
  minutes: number,
): Promise<readonly Subscription[]> {
  return transact(ctx.db, async (tx) => {
    const all = (await subscriptionsAbout(tx, snapshot, hold, ctx)).get(channelId) ?? [];
    return all.filter(({ options = {} }) => options.expire === minutes);
  });
}

/** What comes after the attempt. */
async function follow(
  ctx: Context,
  key: JobData['expire-hold'],
  channelId: string,
  minutes: number,
  outcome: ActionOutcome,
): Promise<void> {
  switch (outcome.kind) {
    case 'confirmed':
    case 'already':
    case 'unknown':
    case 'gone':
      // The card says it, or goes on looking.
      return;
    case 'unavailable':
      return changeHold(ctx.db, key, { look_at: new Date(ctx.now().getTime() + TRY_AGAIN_MS) });
    case 'denied':
      if (!outcome.missing.includes('groups-unknown')) return sayNo(ctx, key, channelId, minutes);
      return changeHold(ctx.db, key, { look_at: new Date(ctx.now().getTime() + TRY_AGAIN_MS) });
    default:
      return sayNo(ctx, key, channelId, minutes);
  }
}

/** The bot may not: that is said once, and no card promises it any longer. */
async function sayNo(
  ctx: Context,
  key: JobData['expire-hold'],
  channelId: string,
  minutes: number,
): Promise<void> {
  const step = `overdue:${minutes}`;
  await transact(ctx.db, async (tx) => {
    await lockPipelines(tx, [key.pipelineId]);
    await changeHold(tx, key, { expiry: 'refused' });
    const card = await tx
      .selectFrom('cards')
      .select('muted_by')
      .where('pipeline_id', '=', key.pipelineId)
      .where('channel_id', '=', channelId)
      .executeTakeFirst();
    const problem = card?.muted_by === null ? null : 'muted';
    const reminder = { ...key, channelId, step, mentions: [], problem, createdAt: ctx.now() };
    const isNew = await addReminder(tx, reminder);
    await refreshCards(ctx, tx, key.pipelineId);
    if (isNew && problem === null) await addSending(ctx.queue, tx, { ...key, channelId, step });
  });
}
