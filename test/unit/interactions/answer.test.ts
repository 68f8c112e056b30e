import { describe, expect, test } from 'vitest';
import { answerPrivately } from '../../../src/interactions/answer.ts';
import type { SlackApi } from '../../../src/slack/slack-api.ts';
import { SlackError } from '../../../src/slack/slack-error.ts';
import { createLogger } from '../../../src/telemetry/log.ts';

const actor = { teamId: 'T1', userId: 'U1', locale: 'en', channelId: 'C1' } as const;

/** Slack as far as private answers need it: `closed` places refuse. */
function slackWith(closed: readonly string[]) {
  const calls: string[] = [];
  const place = (name: string) => {
    calls.push(name);
    if (closed.includes(name)) throw new SlackError('refused', name);
  };
  const unexpected = async () => {
    throw new Error('not a private answer');
  };
  const slack: SlackApi = {
    respond: async (url, { text }) => place(`respond ${url}: ${text}`.slice(0, 7)),
    postEphemeral: async ({ channel, user }) => place(`ephemeral ${channel} ${user}`),
    post: async ({ channel }) => {
      place(`direct ${channel}`);
      return '1.1';
    },
    update: unexpected,
    findByMetadata: unexpected,
    findReplyByMetadata: unexpected,
    uploadText: unexpected,
    openView: unexpected,
    updateView: unexpected,
    publishHome: unexpected,
    user: unexpected,
    groupMembers: unexpected,
    home: unexpected,
    channelsOf: unexpected,
    userByEmail: unexpected,
    authTest: unexpected,
  };
  return { slack, calls };
}

describe('answerPrivately', () => {
  const places = { responseUrl: 'https://hooks.example/1', channelId: 'C1' };

  test.each<[string, string[], typeof places | { responseUrl: null; channelId: string | null }, string[]]>([
    ['at the response URL', [], places, ['respond']],
    ['else in the channel', ['respond'], places, ['respond', 'ephemeral C1 U1']],
    [
      'else in direct messages',
      ['respond', 'ephemeral C1 U1'],
      places,
      ['respond', 'ephemeral C1 U1', 'direct U1'],
    ],
    ['in the channel without a URL', [], { responseUrl: null, channelId: 'C1' }, ['ephemeral C1 U1']],
    ['in direct messages without either', [], { responseUrl: null, channelId: null }, ['direct U1']],
  ])('%s', async (_name, closed, where, expected) => {
    const { slack, calls } = slackWith(closed);
    await answerPrivately({ slack, log: createLogger('silent') }, actor, where, { text: 'done' });
    expect(calls).toEqual(expected);
  });

  test('says so when no place takes it', async () => {
    const { slack } = slackWith(['respond', 'ephemeral C1 U1', 'direct U1']);
    const answer = answerPrivately({ slack, log: createLogger('silent') }, actor, places, { text: 'done' });
    await expect(answer).rejects.toBeInstanceOf(SlackError);
  });
});
