import { afterEach, beforeEach, expect, it } from 'vitest';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

const OPEN = 'apps.connections.open';
const JSON_TYPE = { 'content-type': 'application/json' };

describeWithDatabase('Socket Mode when Slack cannot be reached', (databases) => {
  let bot: Bot;
  beforeEach(async () => {
    bot = await startBot(databases, { slack: { mode: 'socket' } });
  });
  afterEach(() => bot.stop());

  const tries = () => bot.slack.calls.filter(({ method }) => method === OPEN).length;
  const health = async () => (await fetch(`${bot.url}/healthz`)).text();
  const commandWorks = async () => {
    const { ok } = await bot.slack.client.as(ADA).command('deploys', '/circleci help');
    return ok;
  };
  const webhookStatus = async () =>
    (await fetch(`${bot.url}/webhooks/circleci`, { method: 'POST', body: '{}', headers: JSON_TYPE })).status;

  it.each([
    ['500', { behaviour: 'status', status: 500 } as const],
    ['a cut connection', { behaviour: 'reset' } as const],
    ['a refusal that may pass', { behaviour: 'error', error: 'internal_error' } as const],
    ['a limit', { behaviour: 'ratelimited', retryAfter: 1 } as const],
  ])('starts all the same on %s, says so, takes webhooks, and connects later', async (_name, fault) => {
    bot.slack.faults.next({ method: OPEN, times: 1_000, ...fault });
    await bot.restart();
    expect(await health()).toContain('Slack is not connected over Socket Mode');
    expect(await webhookStatus()).toBe(401);
    const before = tries();
    await waitFor(() => tries() > before);
    bot.slack.faults.clear();
    await waitFor(commandWorks, 45_000);
    expect(await health()).not.toContain('Slack is not connected');
  });

  it('goes on trying when it cannot reconnect', async () => {
    const before = tries();
    bot.slack.faults.next({ method: OPEN, behaviour: 'status', status: 500, times: 1 });
    bot.slack.faults.next({ method: OPEN, behaviour: 'reset', times: 1 });
    bot.slack.faults.next({ method: OPEN, behaviour: 'error', error: 'invalid_auth', times: 1 });
    bot.slack.disconnectSockets('refresh_requested');
    await waitFor(async () => (await health()).includes('Slack is not connected'));
    expect(await webhookStatus()).toBe(401);
    await waitFor(commandWorks, 45_000);
    expect(tries() - before).toBeGreaterThanOrEqual(4);
    expect(await health()).not.toContain('Slack is not connected');
  });

  it.each(['invalid_auth', 'not_allowed_token_type'])(
    'does not start with a token that is %s',
    async (error) => {
      bot.slack.faults.next({ method: OPEN, behaviour: 'error', error });
      await expect(bot.restart()).rejects.toThrow(`Slack does not accept SLACK_APP_TOKEN (${error})`);
      await bot.restart();
    },
  );
});
