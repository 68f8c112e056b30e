import { afterEach, expect, it } from 'vitest';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase, type TestDatabases } from '../support/database.ts';
import { type SilentProxy, startSilentProxy } from '../support/silent-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { fixture } from '../support/webhook-samples.ts';
import { sendWebhook } from './support/send-webhook.ts';

const PROJECT = 'gh/acme/web-shop';

describeWithDatabase('a database that no longer answers and closes no connection', (databases) => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const behindProxy = async (): Promise<{ proxy: SilentProxy; through: TestDatabases }> => {
    const { url = '' } = await databases.database();
    const proxy = await startSilentProxy(url);
    cleanups.push(() => proxy.stop());
    return { proxy, through: { ...databases, database: async () => ({ url: proxy.url(url), dataDir: '' }) } };
  };
  const startBehind = async (through: TestDatabases): Promise<Bot> => {
    const bot = await startBot(through);
    cleanups.push(() => bot.stop());
    return bot;
  };
  const deliver = (bot: Bot, id: string) =>
    sendWebhook(bot.url, JSON.stringify({ ...fixture('github-oauth-workflow').json, id }));
  const readyz = async (url: string) => (await fetch(`${url}/readyz`)).status;

  it('is reported, and everything works seconds after it answers again', async () => {
    const { proxy, through } = await behindProxy();
    const bot = await startBehind(through);
    await bot.slack.client.as(ADA).command('deploys', `/circleci subscribe ${PROJECT} outcome:all`);
    await bot.told(ADA, 'deploys', 'web-shop');
    expect(await deliver(bot, crypto.randomUUID())).toBe(200);
    expect(await readyz(bot.url)).toBe(200);

    proxy.silence();
    const deliveries = [deliver(bot, crypto.randomUUID()), deliver(bot, crypto.randomUUID())];
    await waitFor(async () => (await readyz(bot.url)) === 503);
    expect(await Promise.all(deliveries)).toEqual([503, 503]);

    proxy.heal();
    await waitFor(async () => (await deliver(bot, crypto.randomUUID())) === 200, 15_000);
    await waitFor(async () => (await readyz(bot.url)) === 200, 15_000);
    // Commands and jobs too.
    await bot.run(ADA, `${PROJECT} main`);
  });

  it('does not hold up a stop', async () => {
    const { proxy, through } = await behindProxy();
    const bot = await startBehind(through);
    proxy.silence();
    const delivery = deliver(bot, crypto.randomUUID()).catch(() => 'cut off');
    await waitFor(async () => (await readyz(bot.url)) === 503);
    const began = performance.now();
    await bot.app.stop();
    expect(performance.now() - began).toBeLessThan(8_000);
    expect([503, 'cut off']).toContain(await delivery);
  });
});
