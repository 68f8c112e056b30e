import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { deliverCard } from '../../src/notifications/deliver.ts';
import { wantCard } from '../../src/notifications/follow.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { reopenChannel } from '../../src/sending/closed-channels.ts';
import type { SlackApi } from '../../src/slack/slack-api.ts';
import { SlackError } from '../../src/slack/slack-error.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';

const TWENTY_SECONDS_MS = 20_000;

describeWithDatabase('bringing a card to Slack', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  // Each test begins as if nothing had been sent for long.
  beforeEach(() => core.ctx.db.deleteFrom('slack_lanes').execute());
  afterAll(() => core.close());

  const wanted = async (channelId = DEPLOYS) => {
    const pipelineId = core.push('success');
    await syncPipeline(core.ctx, pipelineId, 'background');
    await core.ctx.db.transaction().execute((tx) => wantCard(tx, pipelineId, channelId));
    return { pipelineId, channelId };
  };
  const calls = (method: string, since: number) =>
    core.slack.calls.slice(since).filter((call) => call.method === method).length;
  /** Another replica's view of Slack, with one call as the test has it. */
  const replica = (own: Partial<SlackApi>) => ({ ...core.ctx, slack: { ...core.ctx.slack, ...own } });
  const problemOf = async (card: { pipelineId: string }) =>
    (
      await core.ctx.db
        .selectFrom('cards')
        .select('problem')
        .where('pipeline_id', '=', card.pipelineId)
        .executeTakeFirstOrThrow()
    ).problem;

  it('posts once, and then says nothing while nothing changes', async () => {
    const card = await wanted();
    const before = core.slack.calls.length;
    await deliverCard(core.ctx, card);
    await deliverCard(core.ctx, card);
    await deliverCard(core.ctx, card);
    expect(calls('chat.postMessage', before)).toBe(1);
    expect(calls('chat.update', before)).toBe(0);
  });

  it('posts once when Slack posts it and says that it broke', async () => {
    const card = await wanted();
    const before = core.slack.calls.length;
    const breaking = replica({
      post: async (message) => {
        await core.ctx.slack.post(message);
        throw new SlackError('lost', 'chat.postMessage', { slackCode: 'internal_error' });
      },
    });
    await deliverCard(breaking, card);
    core.clock.aheadMs += TWENTY_SECONDS_MS;
    await deliverCard(core.ctx, card);
    expect(calls('chat.postMessage', before)).toBe(1);
    expect(calls('chat.update', before)).toBe(1);
  });

  it('posts once when the search for a lost post takes so long that another replica has looked too', async () => {
    const card = await wanted();
    const broken = replica({ post: () => Promise.reject(new SlackError('lost', 'chat.postMessage')) });
    await deliverCard(broken, card);
    core.clock.aheadMs += TWENTY_SECONDS_MS;
    const before = core.slack.calls.length;
    const slow = replica({
      findByMetadata: async (...where) => {
        const found = await core.ctx.slack.findByMetadata(...where);
        await deliverCard(core.ctx, card);
        core.clock.aheadMs += TWENTY_SECONDS_MS;
        return found;
      },
    });
    await deliverCard(slow, card);
    expect(calls('chat.postMessage', before)).toBe(1);
  });

  it('does not take away the claim of another replica when its own search fails', async () => {
    const card = await wanted();
    const lost = replica({ post: () => Promise.reject(new SlackError('lost', 'chat.postMessage')) });
    await deliverCard(lost, card);
    core.clock.aheadMs += TWENTY_SECONDS_MS;
    const attempted = () =>
      core.ctx.db
        .selectFrom('cards')
        .select('attempted_at')
        .where('pipeline_id', '=', card.pipelineId)
        .executeTakeFirstOrThrow();
    let claimed: unknown;
    const slow = replica({
      findByMetadata: async () => {
        await deliverCard(lost, card);
        claimed = await attempted();
        throw new SlackError('rate_limited', 'conversations.history', { retryAfterSeconds: 5 });
      },
    });
    await deliverCard(slow, card);
    expect(await attempted()).toEqual(claimed);
  });

  it.each(['restricted_action_read_only_channel', 'is_archived'])(
    'is given up where Slack says %s',
    async (slackCode) => {
      const card = await wanted();
      const closed = replica({
        post: () => Promise.reject(new SlackError('refused', 'chat.postMessage', { slackCode })),
      });
      await deliverCard(closed, card);
      expect(await problemOf(card)).toBe(slackCode);
      await reopenChannel(core.ctx, DEPLOYS);
    },
  );

  it('is tried again where Slack refuses for another reason', async () => {
    const card = await wanted();
    const refused = new SlackError('refused', 'chat.postMessage', { slackCode: 'team_access_not_granted' });
    await deliverCard(replica({ post: () => Promise.reject(refused) }), card);
    expect(await problemOf(card)).toBeNull();
    const waiting = await core.waiting('deliver-card');
    expect(waiting.map(({ data }) => data)).toContainEqual(card);
  });
});
