import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/telemetry/log.ts';
import { ADA, type Bot, startBot, WEBHOOK_SECRET } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { ADAS, keys } from '../support/people.ts';

/** Of a shape that no pattern knows, as CircleCI's older tokens are. */
const OLD_TOKEN = '0123456789abcdef0123456789abcdef01234567';

describe.each(['http', 'socket'] as const)('the log, over %s', (mode) => {
  describeWithDatabase('secrets', (databases) => {
    const lines: string[] = [];
    const log = createLogger('trace', { write: (line) => lines.push(line) });
    let bot: Bot;
    let secrets: Record<string, string>;
    beforeAll(async () => {
      bot = await startBot(databases, {
        slack: { mode },
        circleci: { otherUsers: [ADAS] },
        env: { ENCRYPTION_KEYS: keys('a') },
        log,
      });
      const { password } = new URL(bot.config.database.url ?? '');
      secrets = {
        'bot token': bot.slack.botToken,
        'app token': bot.slack.appToken,
        'signing secret': bot.slack.signingSecret,
        'CircleCI token': bot.circleci.token,
        'webhook secret': WEBHOOK_SECRET,
        'encryption key': keys('a').split(':')[1] ?? '',
        'personal token': ADAS.token,
        'older personal token': OLD_TOKEN,
        response_url: `${bot.slack.url}/response/`,
        trigger_id: '7000000001.7000000002.secret',
        ...(password.length < 6 ? {} : { 'database password': password }),
      };
    });
    afterAll(() => bot.stop());

    const connectWith = async (token: string) => {
      const ada = bot.slack.client.as(ADA);
      const open = await ada.modal();
      if (open !== null) await ada.close(open);
      await ada.command('deploys', '/circleci connect');
      const form = await bot.slack.client.waitFor(() => ada.modal(), { what: 'the form', timeoutMs: 15_000 });
      await ada.submit(form, { 'identity.token': token });
      await bot.app.drain();
    };

    it.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])(
      'has none at the level %s',
      async (level) => {
        lines.length = 0;
        log.level = level;
        await bot.restart();
        const head = {
          user: { id: ADA, team_id: bot.slack.team.id },
          team: { id: bot.slack.team.id },
          trigger_id: secrets.trigger_id ?? '',
          response_url: `${bot.slack.url}/response/none`,
        };
        await connectWith(OLD_TOKEN);
        await connectWith(ADAS.token);
        // Slack's answer repeats what it was sent.
        bot.slack.faults.next({
          method: 'chat.postEphemeral',
          behaviour: 'error',
          error: `no ${bot.slack.botToken}`,
        });
        for (const payload of [
          {
            type: 'block_actions',
            ...head,
            actions: [{ type: 'button', action_id: 'hold.approve', value: '{}' }],
          },
          { type: 'shortcut', ...head, callback_id: 'unknown' },
          { type: 'block_actions', ...head, user: null },
          {
            type: 'view_submission',
            ...head,
            view: { id: 'V1', type: 'modal', callback_id: 'x', state: { values: {} } },
          },
        ]) {
          await bot.slack.faults.deliver({ kind: 'interactive', payload });
        }
        bot.slack.faults.next({ method: 'views.open', behaviour: 'status', status: 500 });
        await bot.slack.client.as(ADA).command('deploys', '/circleci connect');
        await bot.slack.client.as(ADA).command('deploys', `/circleci run ${ADAS.token}`);
        await bot.app.drain();
        // It proves nothing when nothing was logged.
        if (level !== 'error' && level !== 'fatal') expect(lines.length).toBeGreaterThan(0);
        const all = lines.join('');
        for (const [name, secret] of Object.entries(secrets)) expect(all.includes(secret), name).toBe(false);
      },
    );
  });
});
