import type { Events } from '../bot/events.ts';
import type { Channel } from '../world/channels.ts';
import { hex } from '../world/ids.ts';
import type { Message } from '../world/messages.ts';
import type { World } from '../world/world.ts';

const LINK = /https?:\/\/[^\s<>|]+/g;

/** @param text as it is stored: `&`, `<` and `>` escaped. @returns the links that the app registered for, each once */
export function linksIn({ settings }: World, text: string): readonly string[] {
  const links = new Set(text.match(LINK) ?? []);
  return [...links].filter((url) => domainOf(settings.unfurlDomains, url) !== undefined);
}

/**
 * Tells the app of links: first as Slack does while they are typed (no channel, no message yet), then of the message.
 * Source: Slack docs, event link_shared.
 */
export function tellOfLinks(world: World, events: Events, channel: Channel, message: Message): void {
  if (message.links.length === 0) return;
  const links = message.links.map((url) => ({ domain: domainOf(world.settings.unfurlDomains, url), url }));
  const head = { type: 'link_shared', user: message.user, links };
  const typed = { message_ts: hex(16), unfurl_id: hex(20), source: 'composer', event_ts: world.nextTs() };
  events.emit({ ...head, ...typed, channel: 'COMPOSER', is_bot_user_member: true });
  events.emit({
    ...head,
    channel: channel.id,
    is_bot_user_member: channel.botIsMember,
    message_ts: message.ts,
    unfurl_id: unfurlId(message),
    source: 'conversations_history',
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    event_ts: message.ts,
  });
}

/** What a message's links are called in `chat.unfurl`, instead of channel and ts. */
export function unfurlId({ channel, ts }: Pick<Message, 'channel' | 'ts'>): string {
  return `${channel}.${ts}`;
}

function domainOf(domains: readonly string[], url: string): string | undefined {
  const host = URL.parse(url.replaceAll('&amp;', '&'))?.hostname ?? '';
  return domains.find((domain) => host === domain || host.endsWith(`.${domain}`));
}
