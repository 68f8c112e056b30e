import type { App } from '@slack/bolt';
import { eventTeam } from './event-team.ts';
import type { SlackHandlers } from './handlers.ts';

/** More links of one message are left alone. */
const MOST_LINKS = 20;

/**
 * Passes on that somebody shared links of CircleCI's. While they are still being typed there is no channel to ask what
 * may be shown in it; Slack tells again when the message is there. Source: Slack docs, event link_shared.
 */
export function listenToLinks(
  app: App,
  handlers: Pick<SlackHandlers, 'linksShared'>,
  track: (work: () => Promise<void>) => void,
): void {
  app.event('link_shared', async ({ event, body }) => {
    if (event.source === 'composer' || event.channel === 'COMPOSER') return;
    const shared = {
      eventId: body.event_id,
      teamId: eventTeam(body),
      userId: event.user,
      channelId: event.channel,
      messageTs: event.message_ts,
      threadTs: event.thread_ts ?? null,
      urls: event.links.slice(0, MOST_LINKS).map(({ url }) => url),
    };
    track(() => handlers.linksShared(shared));
  });
}
