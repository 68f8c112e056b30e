import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsHistoryResponse.js';
import type { OutgoingMessage, SlackApi, TimeSpan } from './slack-api.ts';
import { SlackError } from './slack-error.ts';
import type { CallSlack } from './web-client.ts';

/**
 * How far a post whose answer was lost is looked for, 3,000 messages. Slack gives the newest first, 200 at a time as it
 * recommends. Source: Slack docs, conversations.history.
 */
const PAGE = 200;
const MOST_PAGES = 15;

type Metadata = NonNullable<OutgoingMessage['metadata']>;
type Found = Pick<MessageElement, 'ts' | 'metadata'>;
interface Page {
  readonly messages?: readonly Found[];
  readonly response_metadata?: { readonly next_cursor?: string };
}

/** Finds the bot's own messages by the metadata it gave them. */
export function searches(call: CallSlack): Pick<SlackApi, 'findByMetadata' | 'findReplyByMetadata'> {
  return {
    findByMetadata: (channel, metadata, within) =>
      searchPages('conversations.history', metadata, (cursor) =>
        call('conversations.history', (slack) =>
          slack.conversations.history({ channel, ...range(within), ...cursor }),
        ),
      ),
    findReplyByMetadata: ({ channel, threadTs }, metadata, within) =>
      searchPages('conversations.replies', metadata, (cursor) =>
        call('conversations.replies', (slack) =>
          slack.conversations.replies({ channel, ts: threadTs, ...range(within), ...cursor }),
        ),
      ),
  };
}

function range({ since, until }: TimeSpan) {
  const seconds = (time: Date) => String(Math.max(0, time.getTime() / 1000));
  return { include_all_metadata: true, oldest: seconds(since), latest: seconds(until), limit: PAGE };
}

async function searchPages(
  method: string,
  wanted: Metadata,
  read: (cursor: { cursor?: string }) => Promise<Page>,
): Promise<string | null> {
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page++) {
    const { messages, response_metadata: next } = await read(cursor === '' ? {} : { cursor });
    const found = timestampOf(messages, wanted);
    if (found !== null) return found;
    cursor = next?.next_cursor ?? '';
    if (cursor === '') return null;
  }
  const looked = PAGE * MOST_PAGES;
  throw new SlackError('lost', method, {
    reason: `more than ${looked} messages since a post whose answer was lost; it may be among them`,
  });
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
