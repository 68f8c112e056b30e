import type { Json } from '../json.ts';
import type { Block, ClientFile, ClientMessage, ElementState } from '../protocol.ts';

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Json;
}

/** What the app shows for a link in somebody's message. */
export interface Unfurl {
  /** As it was told to the app. */
  readonly url: string;
  readonly blocks: readonly Block[];
}

/** What a message shows; replaced as a whole when it changes. */
export interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata: Metadata | null;
}

export interface Message extends Content {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | null;
  /** A user id, the bot's own for the bot's messages. */
  readonly user: string;
  readonly ephemeralFor: string | null;
  readonly isBroadcast: boolean;
  readonly edited: boolean;
  readonly replyCount: number;
  readonly files: readonly ClientFile[];
  /** The links that the app was told of, and what it shows for them. */
  readonly links: readonly string[];
  readonly unfurls: readonly Unfurl[];
  /** What people chose in the message's own selects: block_id, then action_id. */
  readonly state: Readonly<Record<string, Readonly<Record<string, ElementState>>>>;
  /** What it showed before the last change, and when that was (ms): a slow client may still show it. */
  readonly before: { readonly blocks: readonly Block[]; readonly at: number } | null;
}

export interface Messages {
  /** Oldest first. Ephemeral ones included. */
  inChannel(channel: string): readonly Message[];
  find(channel: string, ts: string): Message | undefined;
  add(message: Message): void;
  /** Puts the message in the place of the one with its channel and ts. */
  replace(message: Message): void;
  remove(channel: string, ts: string): void;
}

/** How many messages a channel keeps: the oldest go, so that a playground left running does not grow for ever. */
const KEPT_PER_CHANNEL = 5000;

/** The workspace's messages, in memory. */
export function createMessages(): Messages {
  const byChannel = new Map<string, Map<string, Message>>();
  const of = (channel: string) => {
    const known = byChannel.get(channel) ?? new Map<string, Message>();
    byChannel.set(channel, known);
    return known;
  };
  return {
    inChannel: (channel) => [...(byChannel.get(channel)?.values() ?? [])],
    find: (channel, ts) => byChannel.get(channel)?.get(ts),
    add(message) {
      const messages = of(message.channel);
      messages.set(message.ts, message);
      const [oldest] = messages.keys();
      if (messages.size > KEPT_PER_CHANNEL && oldest !== undefined) messages.delete(oldest);
    },
    replace: (message) => void of(message.channel).set(message.ts, message),
    remove: (channel, ts) => void of(channel).delete(ts),
  };
}

/** The message as the page shows it. */
export function toClientMessage(message: Message): ClientMessage {
  return {
    channel: message.channel,
    ts: message.ts,
    ...(message.threadTs === null ? {} : { threadTs: message.threadTs }),
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    ...(message.ephemeralFor === null ? {} : { ephemeralFor: message.ephemeralFor }),
    ...(message.isBroadcast ? { isBroadcast: true } : {}),
    edited: message.edited,
    replyCount: message.replyCount,
    ...(message.files.length === 0 ? {} : { files: message.files }),
    ...(message.unfurls.length === 0 ? {} : { unfurls: message.unfurls }),
  };
}
