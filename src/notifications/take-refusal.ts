import type { Context } from '../context.ts';
import { CHANNEL_CLOSED } from '../sending/closed-channels.ts';
import { channelRefused, notSent, type Sending, settled } from '../sending/send.ts';
import { SlackError } from '../slack/slack-error.ts';
import { type CardRow, noteProblem, postAgain } from './card-store.ts';

/**
 * Slack's codes for a message that cannot be edited any longer, such as one of an app that was installed again. Source:
 * Slack docs, chat.update, errors.
 */
export const CANNOT_EDIT: ReadonlySet<string> = new Set(['cant_update_message', 'edit_window_closed']);
/** A card is posted again when the one that cannot be edited is older; else it would be posted at every change. */
const POSTED_AGAIN_AFTER_MS = 10 * 60_000;

/** Slack's codes for "that message is gone": someone deleted it, and it stays deleted. */
export const MESSAGE_GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

/**
 * What Slack's refusal means for a card.
 *
 * @param again has the card delivered once more
 */
export async function takeRefusal(
  ctx: Pick<Context, 'db' | 'queue' | 'log' | 'metrics' | 'now'>,
  sending: Sending,
  card: CardRow,
  error: unknown,
  again: () => Promise<void>,
): Promise<void> {
  const reason = error instanceof SlackError && error.code === 'refused' ? (error.slackCode ?? '') : '';
  const isClosed = CHANNEL_CLOSED.has(reason);
  if (!isClosed && !(card.messageTs !== null && MESSAGE_GONE.has(reason))) {
    await notSent(ctx, sending, error);
    return;
  }
  if (CANNOT_EDIT.has(reason) && isOld(card, ctx.now())) {
    await postAgain(ctx.db, card);
    await settled(ctx, sending);
    await again();
    ctx.log.info({ channel: card.channelId, pipeline: card.pipelineId, reason }, 'a card is posted again');
    return;
  }
  await noteProblem(ctx.db, card, reason);
  if (isClosed) await channelRefused(ctx, sending, reason);
  else await settled(ctx, sending);
  ctx.log.warn(
    { channel: card.channelId, pipeline: card.pipelineId, reason },
    'the card cannot be shown in this channel',
  );
}

/** By Slack's name of the message, which begins with the seconds since 1970. */
function isOld({ messageTs }: CardRow, now: Date): boolean {
  return now.getTime() - Number(messageTs) * 1000 > POSTED_AGAIN_AFTER_MS;
}
