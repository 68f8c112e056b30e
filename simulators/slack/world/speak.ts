import type { Block, ClientFile } from '../protocol.ts';
import { type Content, type Message, toClientMessage, type Unfurl } from './messages.ts';
import type { World } from './world.ts';

export interface NewMessage {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata?: Content['metadata'];
  readonly threadTs?: string | null;
  readonly ephemeralFor?: string | null;
  /** A reply that is shown in the channel, too. */
  readonly isBroadcast?: boolean;
  readonly files?: readonly ClientFile[];
  readonly links?: readonly string[];
}

/** Adds a message, counts it as a reply, and shows it to whoever may see it. */
export function addMessage(world: World, input: NewMessage): Message {
  const message: Message = {
    channel: input.channel,
    user: input.user,
    ts: world.nextTs(),
    threadTs: input.threadTs ?? null,
    text: input.text,
    blocks: input.blocks,
    metadata: input.metadata ?? null,
    ephemeralFor: input.ephemeralFor ?? null,
    isBroadcast: input.isBroadcast ?? false,
    edited: false,
    replyCount: 0,
    files: input.files ?? [],
    links: input.links ?? [],
    unfurls: [],
    state: {},
    before: null,
  };
  world.messages.add(message);
  show(world, message, 'message');
  if (message.ephemeralFor === null) countReply(world, message, +1);
  return message;
}

/** Puts new content into a message. Source: Slack docs, chat.update: with blocks no "edited" is shown. */
export function changeMessage(world: World, message: Message, content: Content): Message {
  const changed: Message = {
    ...message,
    ...content,
    edited: message.edited || content.blocks.length === 0,
    before: { blocks: message.blocks, at: world.settings.clock.now() },
  };
  world.messages.replace(changed);
  show(world, changed, 'message_changed');
  return changed;
}

/** Shows blocks for links of a message: new ones beside, the same link in its place. */
export function unfurlLinks(world: World, message: Message, unfurls: readonly Unfurl[]): void {
  const kept = message.unfurls.filter(({ url }) => !unfurls.some((one) => one.url === url));
  const inOrder = [...kept, ...unfurls].sort(
    (a, b) => message.links.indexOf(a.url) - message.links.indexOf(b.url),
  );
  const changed: Message = { ...message, unfurls: inOrder };
  world.messages.replace(changed);
  show(world, changed, 'message_changed');
}

/** Takes a message away. */
export function removeMessage(world: World, message: Message): void {
  world.messages.remove(message.channel, message.ts);
  world.audience.tell(seers(world, message), {
    type: 'message_deleted',
    channel: message.channel,
    ts: message.ts,
  });
  if (message.ephemeralFor === null) countReply(world, message, -1);
}

function countReply(world: World, reply: Message, step: number): void {
  const parent = reply.threadTs === null ? undefined : world.messages.find(reply.channel, reply.threadTs);
  if (!parent) return;
  const counted = { ...parent, replyCount: parent.replyCount + step };
  world.messages.replace(counted);
  show(world, counted, 'message_changed');
}

function show(world: World, message: Message, type: 'message' | 'message_changed'): void {
  world.audience.tell(seers(world, message), { type, message: toClientMessage(message) });
}

function seers(world: World, message: Message): Iterable<string> {
  if (message.ephemeralFor !== null) return [message.ephemeralFor];
  return world.channels.find(message.channel)?.members ?? [];
}
