import type { App } from '@slack/bolt';
import type { SlackHandlers } from './handlers.ts';

/**
 * What Slack tells of channels, with the reason as its Web API would name it; null when the channel can be written to
 * again. Source: Slack docs, event types; those of private channels begin with `group_`.
 */
const TOLD = {
  channel_archive: 'is_archived',
  channel_deleted: 'channel_not_found',
  channel_left: 'not_in_channel',
  channel_unarchive: null,
  group_archive: 'is_archived',
  group_deleted: 'channel_not_found',
  group_left: 'not_in_channel',
  group_unarchive: null,
} as const;

/** Passes on when a channel is closed to the bot, or opened again. */
export function listenToChannels(
  app: App,
  handlers: Pick<SlackHandlers, 'channelChanged'>,
  track: (work: () => Promise<void>) => void,
): void {
  for (const [type, reason] of Object.entries(TOLD)) {
    app.event(type, async ({ event }) => {
      if (!('channel' in event) || typeof event.channel !== 'string') return;
      const channelId = event.channel;
      track(() => handlers.channelChanged({ channelId, reason }));
    });
  }
  app.event('member_joined_channel', async ({ event, context }) => {
    if (event.user !== context.botUserId) return;
    track(() => handlers.channelChanged({ channelId: event.channel, reason: null }));
  });
}
