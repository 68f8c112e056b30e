import { text } from '../../json.ts';
import { changeMessage, removeMessage } from '../../world/speak.ts';
import { longForUpdate, readContent } from '../content.ts';
import { type Method, may, need } from '../method.ts';
import { findChannel, findOwnMessage, findWritableChannel } from '../places.ts';
import { presentStored } from '../present.ts';
import { SlackError } from '../slack-error.ts';

/**
 * Source: Slack docs, chat.update: only the bot's own messages; `text` without `blocks` takes the blocks away;
 * metadata stays unless given anew; ephemeral messages cannot be updated.
 */
export const update: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: ['chat:write'],
  arguments: {
    channel: need('string'),
    ts: need('string'),
    text: may('string'),
    blocks: may('json'),
    attachments: may('json'),
    metadata: may('json'),
    parse: may('string'),
    link_names: may('boolean'),
  },
  run(world, args) {
    // chat.update takes the id of a direct message, not the user's. Source: Slack docs, chat.update.
    if (world.people.has(text(args.channel))) throw new SlackError('channel_not_found');
    const channel = findWritableChannel(world, args);
    const message = findOwnMessage(world, channel, args.ts, 'cant_update_message');
    const content = readContent(args, longForUpdate);
    const metadata = args.metadata === undefined ? message.metadata : content.metadata;
    const changed = changeMessage(world, message, { ...content, metadata });
    return {
      channel: channel.id,
      ts: changed.ts,
      text: changed.text,
      message: presentStored(world, changed, true),
    };
  },
};

/** Source: Slack docs, chat.delete. */
export const remove: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: ['chat:write'],
  arguments: { channel: need('string'), ts: need('string') },
  run(world, args) {
    const channel = findChannel(world, args);
    const message = findOwnMessage(world, channel, args.ts, 'cant_delete_message');
    removeMessage(world, message);
    return { channel: channel.id, ts: message.ts };
  },
};

/** Source: Slack docs, chat.getPermalink. */
export const getPermalink: Method = {
  limit: 'none',
  token: 'bot',
  scopes: [],
  arguments: { channel: need('string'), message_ts: need('string') },
  run(world, args) {
    const channel = findChannel(world, args);
    const message = world.messages.find(channel.id, text(args.message_ts));
    if (!message || message.ephemeralFor !== null) throw new SlackError('message_not_found');
    const path = `${channel.id}/p${message.ts.replace('.', '')}`;
    const thread = message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const permalink = `https://${world.settings.team.domain}.slack.com/archives/${path}${thread}`;
    return { channel: channel.id, permalink };
  },
};
