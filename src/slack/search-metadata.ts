import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsHistoryResponse.js';
import type { OutgoingMessage, SlackApi } from './slack-api.ts';
import type { CallSlack } from './web-client.ts';

/** How many messages are looked through for a post whose answer was lost. */
const LOOK_THROUGH = 200;

type Metadata = NonNullable<OutgoingMessage['metadata']>;
type Found = Pick<MessageElement, 'ts' | 'metadata'>;

/** Finds the bot's own messages by the metadata it gave them. */
export function searches(call: CallSlack): Pick<SlackApi, 'findByMetadata' | 'findReplyByMetadata'> {
  const range = (since: Date) => ({
    include_all_metadata: true,
    oldest: String(since.getTime() / 1000),
    limit: LOOK_THROUGH,
  });
  return {
    async findByMetadata(channel, metadata, since) {
      const result = await call('conversations.history', (slack) =>
        slack.conversations.history({ channel, ...range(since) }),
      );
      return timestampOf(result.messages, metadata);
    },
    async findReplyByMetadata({ channel, threadTs }, metadata, since) {
      const result = await call('conversations.replies', (slack) =>
        slack.conversations.replies({ channel, ts: threadTs, ...range(since) }),
      );
      return timestampOf(result.messages, metadata);
    },
  };
}

function timestampOf(messages: readonly Found[] | undefined, wanted: Metadata): string | null {
  const found = messages?.find(
    ({ metadata }) =>
      metadata?.event_type === wanted.event_type && sameValues(metadata.event_payload, wanted.event_payload),
  );
  return found?.ts ?? null;
}

function sameValues(payload: unknown, wanted: Record<string, string>): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  const values = new Map(Object.entries(payload));
  return Object.entries(wanted).every(([key, value]) => values.get(key) === value);
}
