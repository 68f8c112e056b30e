import { type Json, text } from '../../json.ts';
import type { Channel } from '../../world/channels.ts';
import { type Method, may, need } from '../method.ts';
import { pageOf } from '../paging.ts';
import { findChannel } from '../places.ts';
import { presentChannel } from '../present.ts';
import { SlackError } from '../slack-error.ts';

const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

/** Source: Slack docs, conversations.info: each type of conversation needs a scope of its own. */
export const info: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: read,
  arguments: { channel: need('string'), include_locale: may('boolean'), include_num_members: may('boolean') },
  run(world, args) {
    const channel = findChannel(world, args);
    const needed = scopeOf(channel);
    const { scopes } = world.settings;
    if (!scopes.includes(needed)) {
      throw new SlackError('missing_scope', [], { needed, provided: scopes.join(',') });
    }
    return { channel: presentChannel(channel) };
  },
};

/** Source: Slack docs, conversations.list: private channels only where the bot is a member. */
export const list: Method = {
  limit: 'tier2',
  token: 'bot',
  scopes: read,
  arguments: {
    types: may('string'),
    exclude_archived: may('boolean'),
    limit: may('integer'),
    cursor: may('string'),
  },
  run(world, args) {
    const types = typesOf(args);
    const visible = world.channels
      .all()
      .filter((channel) => !channel.isPrivate || channel.botIsMember)
      .filter((channel) => !(args.exclude_archived === true && channel.isArchived))
      .filter((channel) => types.includes(typeOf(channel)));
    const page = pageOf(visible, args, (channel) => channel.id);
    return {
      channels: page.items.map(presentChannel),
      response_metadata: { next_cursor: page.nextCursor },
    };
  },
};

/**
 * Source: Slack docs, users.conversations: the channels of a person; of the private ones only those that the caller,
 * here the bot, is in as well.
 */
export const ofUser: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: read,
  arguments: {
    user: may('string'),
    types: may('string'),
    exclude_archived: may('boolean'),
    limit: may('integer'),
    cursor: may('string'),
  },
  run(world, args) {
    const { bot } = world.settings;
    const user = args.user === undefined ? bot.userId : text(args.user);
    if (user !== bot.userId && !world.people.has(user)) throw new SlackError('user_not_found');
    const types = typesOf(args);
    const joined = world.channels
      .all()
      .filter((channel) => (user === bot.userId ? channel.botIsMember : channel.members.has(user)))
      .filter((channel) => !channel.isPrivate || channel.botIsMember)
      .filter((channel) => !(args.exclude_archived === true && channel.isArchived))
      .filter((channel) => types.includes(typeOf(channel)));
    const page = pageOf(joined, args, (channel) => channel.id);
    return {
      channels: page.items.map(presentChannel),
      response_metadata: { next_cursor: page.nextCursor },
    };
  },
};

/** Source: Slack docs, conversations.members. */
export const members: Method = {
  limit: 'tier4',
  token: 'bot',
  scopes: read,
  arguments: { channel: need('string'), limit: may('integer'), cursor: may('string') },
  run(world, args) {
    const channel = findChannel(world, args);
    const ids = [...channel.members, ...(channel.botIsMember ? [world.settings.bot.userId] : [])];
    const page = pageOf(ids, args, (id) => id);
    return { members: page.items, response_metadata: { next_cursor: page.nextCursor } };
  },
};

/** Source: Slack docs, conversations.open; direct messages with one person only. */
export const open: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: ['im:write'],
  arguments: { users: need('string'), return_im: may('boolean') },
  run(world, args) {
    const user = text(args.users);
    if (!world.people.has(user)) throw new SlackError('user_not_found');
    const channel = world.channels.direct(user);
    return { channel: args.return_im === true ? presentChannel(channel) : { id: channel.id } };
  },
};

function typesOf(args: Json): readonly string[] {
  const types = (args.types === undefined ? 'public_channel' : text(args.types))
    .split(',')
    .map((t) => t.trim());
  const known = new Set(['public_channel', 'private_channel', 'im', 'mpim']);
  if (types.some((type) => !known.has(type))) throw new SlackError('invalid_types');
  return types;
}

function scopeOf(channel: Channel): string {
  if (channel.imWith !== null) return 'im:read';
  return channel.isPrivate ? 'groups:read' : 'channels:read';
}

function typeOf(channel: Channel): string {
  if (channel.imWith !== null) return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}
