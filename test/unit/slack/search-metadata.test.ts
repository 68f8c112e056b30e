import { WebClient } from '@slack/web-api';
import { expect, it } from 'vitest';
import { searches } from '../../../src/slack/search-metadata.ts';
import { SlackError } from '../../../src/slack/slack-error.ts';
import { callWith } from '../../../src/slack/web-client.ts';

const WANTED = { event_type: 'circleci_card_posted', event_payload: { pipeline_id: 'p' } };
const WITHIN = { since: new Date(1_000_000), until: new Date(2_000_000) };

/** A channel of so many pages, on the last of which is the message, if it is there at all. */
function channelOf(pages: number, isThere: boolean) {
  const asked: URLSearchParams[] = [];
  const answer = async (_url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    asked.push(new URLSearchParams(String(init?.body)));
    const isLast = asked.length === pages;
    const other = { ts: `${asked.length}.1`, metadata: { event_type: 'other', event_payload: {} } };
    return Response.json({
      ok: true,
      messages: isLast && isThere ? [other, { ts: '7.7', metadata: WANTED }] : [other],
      response_metadata: { next_cursor: isLast ? '' : `page-${asked.length + 1}` },
    });
  };
  const client = new WebClient('xoxb-1', { fetch: answer, retryConfig: { retries: 0 } });
  return { asked, ...searches(callWith(client, { slackCall: () => {} })) };
}

it('reads on until the message is found, within the time it can have arrived', async () => {
  const channel = channelOf(4, true);
  expect(await channel.findByMetadata('C1', WANTED, WITHIN)).toBe('7.7');
  expect(channel.asked.map((asked) => asked.get('cursor'))).toEqual([null, 'page-2', 'page-3', 'page-4']);
  for (const asked of channel.asked) {
    expect([asked.get('oldest'), asked.get('latest')]).toEqual(['1000', '2000']);
    expect(asked.get('include_all_metadata')).toBe('true');
  }
});

it('says that it is not there once all was read', async () => {
  const channel = channelOf(2, false);
  expect(await channel.findByMetadata('C1', WANTED, WITHIN)).toBeNull();
  expect(channel.asked).toHaveLength(2);
});

it('stops after fifteen pages and says that it does not know', async () => {
  const channel = channelOf(100, true);
  const thread = { channel: 'C1', threadTs: '1.1' };
  await expect(channel.findReplyByMetadata(thread, WANTED, WITHIN)).rejects.toThrow(SlackError);
  expect(channel.asked).toHaveLength(15);
  await expect(channelOf(100, true).findByMetadata('C1', WANTED, WITHIN)).rejects.toMatchObject({
    code: 'lost',
  });
});
