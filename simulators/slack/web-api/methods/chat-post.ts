import { text } from '../../json.ts';
import { addMessage } from '../../world/speak.ts';
import { longForPost, readContent } from '../content.ts';
import { type Method, may, need } from '../method.ts';
import { findThread, findWritableChannel } from '../places.ts';
import { presentStored } from '../present.ts';
import { SlackError } from '../slack-error.ts';

const contentArguments = {
  channel: need('string'),
  text: may('string'),
  blocks: may('json'),
  attachments: may('json'),
  thread_ts: may('string'),
  parse: may('string'),
  link_names: may('boolean'),
} as const;

/** Source: Slack docs, chat.postMessage; `reply_broadcast` means something for replies only. */
export const postMessage: Method = {
  limit: 'post',
  token: 'bot',
  scopes: ['chat:write'],
  arguments: {
    ...contentArguments,
    metadata: may('json'),
    mrkdwn: may('boolean'),
    unfurl_links: may('boolean'),
    unfurl_media: may('boolean'),
    reply_broadcast: may('boolean'),
  },
  run(world, args) {
    const channel = findWritableChannel(world, args);
    const content = readContent(args, longForPost);
    const threadTs = findThread(world, channel, args.thread_ts);
    const message = addMessage(world, {
      ...content,
      channel: channel.id,
      user: world.settings.bot.userId,
      threadTs,
      isBroadcast: threadTs !== null && args.reply_broadcast === true,
    });
    return { channel: channel.id, ts: message.ts, message: presentStored(world, message, true) };
  },
};

/** Source: Slack docs, chat.postEphemeral. */
export const postEphemeral: Method = {
  limit: 'tier4',
  token: 'bot',
  scopes: ['chat:write'],
  arguments: { ...contentArguments, user: need('string') },
  run(world, args) {
    const channel = findWritableChannel(world, args);
    const user = text(args.user);
    if (!channel.members.has(user)) throw new SlackError('user_not_in_channel');
    const content = readContent(args, longForPost);
    const message = addMessage(world, {
      ...content,
      channel: channel.id,
      user: world.settings.bot.userId,
      threadTs: findThread(world, channel, args.thread_ts),
      ephemeralFor: user,
    });
    return { message_ts: message.ts };
  },
};
