import type { Context } from '../context.ts';
import { CHANNEL_CLOSED } from '../sending/closed-channels.ts';
import type { OutgoingMessage } from '../slack/slack-api.ts';
import { SlackError } from '../slack/slack-error.ts';

export type Reply = OutgoingMessage & Required<Pick<OutgoingMessage, 'threadTs' | 'metadata'>>;

/** The place of one reply in the database: who may post it, and whether someone may have. */
export interface ReplySlot {
  /** When it was last tried; null when it certainly was not. */
  readonly attemptedAt: Date | null;
  readonly createdAt: Date;
  /** Why it is not to be posted any more, null while it is; one that is there already counts as posted. */
  readonly against: string | null;
  /** Takes the right to post for as long as a call may last. @returns false when someone else has it, or had it */
  claim(): Promise<boolean>;
  /** Gives the right back: Slack said that nothing was posted. */
  release(): Promise<void>;
}

export type ReplyEnd =
  | { readonly end: 'posted'; readonly ts: string }
  /** Someone else is at it. */
  | { readonly end: 'taken' }
  /** It is not to be posted, or there is no such thread. */
  | { readonly end: 'gone'; readonly reason: string }
  /** The channel cannot be written to. */
  | { readonly end: 'closed'; readonly reason: string };

/** Slack's codes for "there is no such thread": someone deleted the card, and what belongs to it stays away too. */
const THREAD_GONE = new Set(['thread_not_found', 'cannot_reply_to_message', 'message_not_found']);
/** How far Slack's clock and the database's may differ. */
const CLOCKS_APART_MS = 60_000;

/**
 * Posts a reply that must be in its thread once: only whoever has the claim posts, and after an answer that was lost
 * the thread is searched for the reply's metadata first. Slack has no idempotency key for posts.
 *
 * @param leaseMs how long a claim lasts
 * @throws SlackError when nobody can tell whether it was posted, Slack has had enough or is in trouble
 */
export async function postOnce(
  { slack }: Pick<Context, 'slack'>,
  slot: ReplySlot,
  reply: Reply,
  leaseMs: number,
): Promise<ReplyEnd> {
  if (!(await slot.claim())) return { end: 'taken' };
  try {
    const found = slot.attemptedAt === null ? null : await findLost({ slack }, leaseMs, slot, reply);
    if (found !== null) return { end: 'posted', ts: found };
    if (slot.against !== null) return { end: 'gone', reason: slot.against };
    return { end: 'posted', ts: await slack.post(reply) };
  } catch (error) {
    if (!(error instanceof SlackError) || error.code === 'lost') throw error;
    await slot.release();
    const reason = error.slackCode ?? '';
    if (THREAD_GONE.has(reason)) return { end: 'gone', reason };
    if (CHANNEL_CLOSED.has(reason)) return { end: 'closed', reason };
    throw error;
  }
}

function findLost(
  { slack }: Pick<Context, 'slack'>,
  leaseMs: number,
  { createdAt, attemptedAt }: ReplySlot,
  { channel, threadTs, metadata }: Reply,
): Promise<string | null> {
  const since = new Date(createdAt.getTime() - CLOCKS_APART_MS);
  // Whoever was at it cannot have posted after that: a claim lasts no longer, and its call neither.
  const until = new Date((attemptedAt ?? createdAt).getTime() + leaseMs + CLOCKS_APART_MS);
  return slack.findReplyByMetadata({ channel, threadTs }, metadata, { since, until });
}
