import { type Json, text } from '../json.ts';
import type { Channel } from '../world/channels.ts';
import type { Message } from '../world/messages.ts';
import type { World } from '../world/world.ts';
import { SlackError } from './slack-error.ts';

/**
 * The conversation `channel` names: an id, or a user id for the direct message with them.
 * @throws SlackError `channel_not_found`, also for private channels the bot is not in
 */
export function findChannel(world: World, args: Json): Channel {
  const id = text(args.channel);
  const channel = world.people.has(id) ? world.channels.direct(id) : world.channels.find(id);
  if (!channel || (channel.isPrivate && !channel.botIsMember)) throw new SlackError('channel_not_found');
  return channel;
}

/** The same, when the bot may write there. @throws SlackError `not_in_channel`, `is_archived` */
export function findWritableChannel(world: World, args: Json): Channel {
  const channel = findChannel(world, args);
  if (channel.isArchived) throw new SlackError('is_archived');
  if (!channel.botIsMember) throw new SlackError('not_in_channel');
  return channel;
}

/** The bot's own message at `ts`. @throws SlackError `message_not_found`, also for ephemerals; `notOwn` for others' */
export function findOwnMessage(world: World, channel: Channel, ts: unknown, notOwn: string): Message {
  const message = world.messages.find(channel.id, text(ts));
  if (!message || message.ephemeralFor !== null) throw new SlackError('message_not_found');
  if (message.user !== world.settings.bot.userId) throw new SlackError(notOwn);
  return message;
}

/**
 * The parent of a reply, or null.
 * @throws SlackError `cannot_reply_to_message` for a ts that is no message of the channel or is itself a reply.
 * Slack is laxer and makes stray threads of these.
 */
export function findThread(world: World, channel: Channel, threadTs: unknown): string | null {
  if (threadTs === undefined) return null;
  const parent = world.messages.find(channel.id, text(threadTs));
  if (!parent || parent.ephemeralFor !== null || parent.threadTs !== null) {
    throw new SlackError('cannot_reply_to_message');
  }
  return parent.ts;
}
