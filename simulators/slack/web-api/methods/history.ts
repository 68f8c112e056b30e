import { type Json, text } from '../../json.ts';
import type { Channel } from '../../world/channels.ts';
import type { Message } from '../../world/messages.ts';
import type { World } from '../../world/world.ts';
import { type Method, may, need } from '../method.ts';
import { pageOf } from '../paging.ts';
import { findChannel } from '../places.ts';
import { presentStored } from '../present.ts';
import { SlackError } from '../slack-error.ts';

const common = {
  channel: need('string'),
  oldest: may('string'),
  latest: may('string'),
  inclusive: may('boolean'),
  limit: may('integer'),
  cursor: may('string'),
  include_all_metadata: may('boolean'),
} as const;

const row = {
  limit: 'tier3',
  token: 'bot',
  scopes: ['channels:history', 'groups:history', 'im:history'],
} as const;

/** Source: Slack docs, conversations.history: newest first, without ephemeral messages and without replies but those sent to the channel as well. */
export const history: Method = {
  ...row,
  arguments: common,
  run(world, args) {
    const channel = findReadable(world, args);
    const all = inRange(world.messages.inChannel(channel.id), args)
      .filter(
        (message) => (message.threadTs === null || message.isBroadcast) && message.ephemeralFor === null,
      )
      .reverse();
    return present(world, all, args);
  },
};

/** Source: Slack docs, conversations.replies: oldest first, the parent always before them. */
export const replies: Method = {
  ...row,
  arguments: { ...common, ts: need('string') },
  run(world, args) {
    const channel = findReadable(world, args);
    const parent = world.messages.find(channel.id, text(args.ts));
    if (!parent || parent.ephemeralFor !== null) throw new SlackError('thread_not_found');
    const thread = world.messages
      .inChannel(channel.id)
      .filter((message) => message.threadTs === parent.ts && message.ephemeralFor === null);
    return present(world, [parent, ...inRange(thread, args)], args);
  },
};

function findReadable(world: World, args: Json): Channel {
  const channel = findChannel(world, args);
  if (!channel.botIsMember) throw new SlackError('not_in_channel');
  return channel;
}

function inRange(messages: readonly Message[], args: Json): Message[] {
  const oldest = bound(args.oldest, 'invalid_ts_oldest') ?? 0;
  const latest = bound(args.latest, 'invalid_ts_latest') ?? Number.POSITIVE_INFINITY;
  const inclusive = args.inclusive === true;
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
  });
}

function bound(value: unknown, error: string): number | null {
  if (value === undefined || value === '') return null;
  if (!/^\d+(\.\d+)?$/.test(text(value))) throw new SlackError(error);
  return Number(value);
}

function present(world: World, messages: readonly Message[], args: Json): Json {
  const page = pageOf(messages, args, (message) => message.ts);
  return {
    messages: page.items.map((message) => presentStored(world, message, args.include_all_metadata === true)),
    has_more: page.hasMore,
    response_metadata: { next_cursor: page.nextCursor },
  };
}
