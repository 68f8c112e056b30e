import type { LinkUnfurls, SlackApi } from './slack-api.ts';
import type { CallSlack } from './web-client.ts';

/**
 * Another workspace is in it, is invited, or belongs to the same enterprise. Source: Slack docs, conversation object.
 */
const SHARED = ['is_ext_shared', 'is_pending_ext_shared', 'is_org_shared', 'is_shared'] as const;

/** Links in people's messages, and what kind of channel they are in. */
export function links(call: CallSlack): Pick<SlackApi, 'unfurl' | 'channel'> {
  return {
    async unfurl({ channel, ts, unfurls }) {
      await call('chat.unfurl', (slack) => slack.chat.unfurl({ channel, ts, unfurls: toMutable(unfurls) }));
    },
    async channel(channelId) {
      const { channel } = await call('conversations.info', (slack) =>
        slack.conversations.info({ channel: channelId }),
      );
      // Slack leaves out what is false; what is not there at all is not taken for harmless.
      const isKnown = channel !== undefined && channel.id === channelId;
      const isPublic = isKnown && channel.is_channel === true && channel.is_private !== true;
      return {
        isShared: !isKnown || SHARED.some((flag) => Reflect.get(channel, flag) === true),
        isPrivate: !isPublic,
        isArchived: channel?.is_archived === true,
        // A direct message has no members to be one of.
        isMember: channel?.is_member !== false,
      };
    },
  };
}

/** The SDK's types want lists that could be changed. */
function toMutable(unfurls: LinkUnfurls['unfurls']) {
  return Object.fromEntries(
    Object.entries(unfurls).map(([url, { blocks }]) => [url, { blocks: [...blocks] }]),
  );
}
