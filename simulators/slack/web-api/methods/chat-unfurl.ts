import { checkMessageBlocks } from '../../block-kit/message.ts';
import { inSlacksWords } from '../../block-kit/report.ts';
import { isJson, type Json, jsonList, text } from '../../json.ts';
import { unfurlId } from '../../people/links.ts';
import type { Message, Unfurl } from '../../world/messages.ts';
import { unfurlLinks } from '../../world/speak.ts';
import { withIds } from '../../world/with-ids.ts';
import type { World } from '../../world/world.ts';
import { type Method, may } from '../method.ts';
import { SlackError } from '../slack-error.ts';

/**
 * Source: Slack docs, chat.unfurl: a message by channel and ts, or by unfurl_id and source; the keys of `unfurls` are
 * links of that message, letter by letter; again for the same link puts the new blocks in the place of the old. Blocks
 * are all that this simulator shows.
 */
export const unfurl: Method = {
  limit: 'tier3',
  token: 'bot',
  scopes: ['links:write'],
  arguments: {
    channel: may('string'),
    ts: may('string'),
    unfurl_id: may('string'),
    source: may('string'),
    unfurls: may('json'),
  },
  run(world, args) {
    const message = args.unfurl_id === undefined ? byTs(world, args) : byId(world, args);
    if (args.unfurls === undefined) throw new SlackError('missing_unfurls');
    if (!isJson(args.unfurls)) throw new SlackError('invalid_unfurls_format');
    const unfurls = Object.entries(args.unfurls).map(([url, shown]) =>
      readUnfurl(world, message, url, shown),
    );
    unfurlLinks(world, message, unfurls);
    return {};
  },
};

function byTs(world: World, args: Json): Message {
  if (args.source !== undefined) throw new SlackError('missing_unfurl_id');
  if (args.channel === undefined) throw new SlackError('missing_channel');
  if (args.ts === undefined) throw new SlackError('missing_ts');
  const channel = world.channels.find(text(args.channel));
  if (channel === undefined) throw new SlackError('cannot_find_channel');
  const message = world.messages.find(channel.id, text(args.ts));
  if (message === undefined || message.ephemeralFor !== null) throw new SlackError('cannot_find_message');
  return message;
}

function byId(world: World, args: Json): Message {
  if (args.source === undefined) throw new SlackError('missing_source');
  if (!['composer', 'conversations_history'].includes(text(args.source)))
    throw new SlackError('invalid_source');
  const all = world.channels.all().flatMap(({ id }) => world.messages.inChannel(id));
  const message = all.find((one) => unfurlId(one) === args.unfurl_id);
  if (message === undefined) throw new SlackError('invalid_unfurl_id');
  return message;
}

function readUnfurl(world: World, message: Message, url: string, shown: unknown): Unfurl {
  const host = URL.parse(url.replaceAll('&amp;', '&'))?.hostname ?? '';
  const isOurs = world.settings.unfurlDomains.some(
    (domain) => host === domain || host.endsWith(`.${domain}`),
  );
  if (!isOurs) throw new SlackError('cannot_unfurl_url');
  if (!message.links.includes(url)) throw new SlackError('cannot_unfurl_message');
  if (!isJson(shown) || !Array.isArray(shown.blocks) || Object.keys(shown).length > 1) {
    throw new SlackError('invalid_unfurls_format');
  }
  const problems = checkMessageBlocks(jsonList(shown.blocks));
  if (problems.length > 0) throw new SlackError('invalid_blocks', inSlacksWords(problems));
  return { url, blocks: withIds(shown.blocks) };
}
