import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotRequest } from '../../simulators/slack/bot/transport.ts';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

/** Slack waits three seconds. What nothing here answers must not take a part of them. */
const AT_ONCE_MS = 1_500;

/** Every type of an event in Slack's documentation that may carry something other than texts. */
const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_created',
  'channel_deleted',
  'channel_history_changed',
  'channel_id_changed',
  'channel_left',
  'channel_rename',
  'channel_shared',
  'channel_unarchive',
  'channel_unshared',
  'dnd_updated',
  'email_domain_changed',
  'emoji_changed',
  'entity_details_requested',
  'file_shared',
  'function_executed',
  'grid_migration_finished',
  'group_archive',
  'group_deleted',
  'group_left',
  'group_rename',
  'group_unarchive',
  'im_close',
  'im_created',
  'invite_requested',
  'link_shared',
  'member_joined_channel',
  'member_left_channel',
  'message',
  'message_metadata_posted',
  'pin_added',
  'reaction_added',
  'shared_channel_invite_received',
  'star_added',
  'subteam_created',
  'subteam_members_changed',
  'team_access_granted',
  'team_domain_change',
  'team_join',
  'team_rename',
  'tokens_revoked',
  'user_change',
  'user_huddle_changed',
  'workflow_step_execute',
  'an_event_of_next_year',
];

describe.each(['http', 'socket'] as const)('what Slack may send, over %s', (mode) => {
  describeWithDatabase('requests', (databases) => {
    let bot: Bot;
    beforeAll(async () => {
      bot = await startBot(databases, { slack: { mode } });
    });
    afterAll(() => bot.stop());

    const head = () => ({
      user: { id: ADA, team_id: bot.slack.team.id },
      team: { id: bot.slack.team.id, domain: 'acme' },
      trigger_id: crypto.randomUUID(),
      response_url: `${bot.slack.url}/response/none`,
    });
    const view = (metadata = '') => ({
      id: 'V1',
      type: 'modal',
      hash: '1.a',
      callback_id: 'nobody.knows',
      private_metadata: metadata,
      state: { values: {} },
    });
    const event = (type: string) => ({
      type: 'event_callback',
      team_id: bot.slack.team.id,
      api_app_id: bot.slack.bot.appId,
      event_id: `Ev${crypto.randomUUID()}`,
      event: {
        type,
        user: ADA,
        channel: 'C0DEPLOYS1',
        item: { channel: 'C0DEPLOYS1', ts: '1.1' },
        links: [],
        message_ts: '1.1',
      },
      authorizations: [{ team_id: bot.slack.team.id, user_id: bot.slack.bot.userId, is_bot: true }],
    });
    const answers = async (request: BotRequest) => {
      const acknowledgement = await bot.slack.faults.deliver(request);
      expect(acknowledgement.ok).toBe(true);
      expect(acknowledgement.ackMs).toBeLessThan(AT_ONCE_MS);
      return acknowledgement.body;
    };
    const stillAnswers = async () => {
      expect(await bot.slack.client.as(ADA).command('deploys', '/circleci help')).toMatchObject({ ok: true });
    };

    it.each(EVENTS)('the event %s is acknowledged at once', async (type) => {
      await answers({ kind: 'event', payload: event(type) });
      if (type === 'user_change') await stillAnswers();
    });

    it.each([
      ['shortcut', { callback_id: 'unknown' }],
      ['message_action', { callback_id: 'unknown', channel: { id: 'C0DEPLOYS1' }, message: { ts: '1.1' } }],
      ['block_actions', { actions: [{ type: 'button', action_id: 'unknown', block_id: 'b', value: 'v' }] }],
      ['view_closed', { is_cleared: false }],
      ['interactive_message', { callback_id: 'old', actions: [{ name: 'a', type: 'button', value: 'v' }] }],
      ['dialog_submission', { callback_id: 'old', submission: {} }],
      ['dialog_cancellation', { callback_id: 'old' }],
      ['dialog_suggestion', { callback_id: 'old', name: 'field', value: 'x' }],
      ['workflow_step_edit', { callback_id: 'step', workflow_step: {} }],
      ['block_suggestion', { action_id: 'unknown', block_id: 'b', value: 'x' }],
      ['a_type_of_next_year', {}],
    ])('the interaction %s is acknowledged at once', async (type, more) => {
      const payload = { type, ...head(), view: view(), ...more };
      const body = await answers({ kind: 'interactive', payload });
      if (type === 'block_suggestion') expect(body).toEqual({ options: [] });
    });

    it('a form that is not known is acknowledged at once', async () => {
      await answers({ kind: 'interactive', payload: { type: 'view_submission', ...head(), view: view() } });
    });

    it('another command than the bot’s is acknowledged at once', async () => {
      const payload = { ...head(), command: '/other', text: '', team_id: bot.slack.team.id, user_id: ADA };
      await answers({ kind: 'command', payload: { ...payload, channel_id: 'C0DEPLOYS1' } });
    });

    it('app_rate_limited is acknowledged, and health says so', async () => {
      const payload = {
        type: 'app_rate_limited',
        team_id: bot.slack.team.id,
        minute_rate_limited: 1_800_000_000,
      };
      await answers({ kind: 'event', payload });
      const health = await (await fetch(`${bot.url}/healthz`)).text();
      expect(health).toContain('Slack is holding back events');
    });

    it('events of another workspace do nothing', async () => {
      const published = () => bot.slack.calls.filter(({ method }) => method === 'views.publish').length;
      const before = published();
      const opened = {
        ...event('app_home_opened'),
        event: { type: 'app_home_opened', user: ADA, tab: 'home' },
      };
      const { authorizations: _, ...bare } = opened;
      const foreign = { ...bare, team_id: 'T0ELSEWHERE' };
      const granted = [{ team_id: 'T0ELSEWHERE', user_id: bot.slack.bot.userId, is_bot: true }];
      await answers({ kind: 'event', payload: { ...foreign, event_id: 'Ev1' } });
      await answers({ kind: 'event', payload: { ...foreign, event_id: 'Ev2', authorizations: granted } });
      await answers({
        kind: 'event',
        payload: { ...opened, event_id: 'Ev3', team_id: 'T0ELSEWHERE', context_team_id: bot.slack.team.id },
      });
      await stillAnswers();
      await bot.app.drain();
      expect(published()).toBe(before);
      await answers({ kind: 'event', payload: { ...opened, event_id: 'Ev4' } });
      await waitFor(() => published() > before);
    });

    if (mode === 'http') {
      it.each(['null', '[]', '"x"', '1', '{}', 'payload=null', 'payload=', 'payload={'])(
        'a signed %s is answered with 400, and the process goes on',
        async (body) => {
          for (const contentType of ['application/json', 'application/x-www-form-urlencoded']) {
            const { status } = await bot.slack.faults.sendRaw({ body, contentType });
            expect(status).toBe(400);
          }
          await stillAnswers();
        },
      );

      it('the challenge of a new request URL is given back', async () => {
        const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1', token: 't' });
        const response = await bot.slack.faults.sendRaw({ body, contentType: 'application/json' });
        expect([response.status, JSON.parse(response.body)]).toEqual([200, { challenge: 'c-1' }]);
      });

      it('a slash at the end of a path changes nothing', async () => {
        for (const path of ['/healthz', '/readyz', '/metrics', '/slack/events?ssl_check=1'])
          expect((await fetch(`${bot.url}${path.replace(/(\?|$)/, '/$1')}`)).status, path).toBe(200);
        const unsigned = await fetch(`${bot.url}/webhooks/circleci/`, { method: 'POST', body: '{}' });
        expect(unsigned.status).toBe(
          (await fetch(`${bot.url}/webhooks/circleci`, { method: 'POST', body: '{}' })).status,
        );
        expect(unsigned.status).not.toBe(404);
      });
    } else {
      it.each([
        '',
        'no JSON',
        'null',
        '[]',
        '7',
        '{}',
        '{"type":"events_api"}',
        '{"type":"events_api","envelope_id":"e1"}',
        '{"type":"events_api","envelope_id":"e2","payload":null}',
        '{"type":"events_api","envelope_id":"e3","payload":{"event":{"type":"close"}}}',
        '{"type":"events_api","envelope_id":"e4","payload":{"type":"event_callback","event":null}}',
        '{"type":"interactive","envelope_id":"e5","payload":"x"}',
        '{"type":"interactive","envelope_id":7,"payload":{}}',
        '{"type":"error","envelope_id":"e6","payload":{}}',
        '{"type":"hello"}',
      ])('the frame %s does no harm', async (frame) => {
        bot.slack.faults.sendFrame(frame);
        await stillAnswers();
        expect(bot.slack.sockets).toBe(1);
      });
    }
  });
});
