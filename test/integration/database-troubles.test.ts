import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStorage } from '../../src/storage/database.ts';
import { createQueue } from '../../src/storage/queue.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { fixture } from '../support/webhook-samples.ts';
import { takeAway } from './support/empty-database.ts';
import { sendWebhook } from './support/send-webhook.ts';

describeWithDatabase('readiness', (databases) => {
  let bot: Bot;
  let url: string;
  const repairs: string[] = [];
  beforeAll(async () => {
    bot = await startBot(databases);
    url = bot.config.database.url ?? '';
  });
  afterEach(async () => {
    for (const statement of repairs.splice(0)) await inDatabase(url, statement);
  });
  afterAll(() => bot.stop());

  const readyz = async () => {
    const response = await fetch(`${bot.url}/readyz`);
    return { status: response.status, text: await response.text() };
  };
  const deliver = () =>
    sendWebhook(
      bot.url,
      JSON.stringify({ ...fixture('github-oauth-workflow').json, id: crypto.randomUUID() }),
    );

  it('is refused while the database is read-only, and given when it takes writes again', async () => {
    await waitFor(async () => (await readyz()).status === 200);
    const name = new URL(url).pathname.slice(1);
    await inDatabase(url, `alter database ${name} set default_transaction_read_only = on`);
    repairs.push(`begin read write; alter database ${name} reset all; commit`);
    await inDatabase(url, endOthers);
    await waitFor(async () => (await readyz()).text.includes('"database":{"ok":false'));
    expect(await readyz()).toMatchObject({ status: 503 });
    expect(await deliver()).toBe(503);
    await inDatabase(url, repairs.pop() ?? '');
    // Connections of the time in which it was read-only are not kept.
    await waitFor(async () => (await deliver()) === 200);
    await waitFor(async () => (await readyz()).status === 200);
  });

  it('is refused when a write found the disk of the database full', async () => {
    await waitFor(async () => (await readyz()).status === 200);
    await inDatabase(
      url,
      `create function full_disk() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
       create trigger full_disk before insert on inbox for each row execute function full_disk()`,
    );
    repairs.push('drop function full_disk cascade');
    expect(await deliver()).toBe(503);
    await waitFor(async () => (await readyz()).status === 503);
  });
});

describeWithDatabase('the log of the job queue', (databases) => {
  it('names what is wrong while the database is away', async () => {
    const lines: string[] = [];
    const log = createLogger('debug', { write: (line) => lines.push(line) });
    const database = await databases.database();
    const storage = await openStorage(database);
    const queue = createQueue(storage, log);
    await queue.start();
    const giveBack = await takeAway(database.url ?? '');
    await queue.work('tidy', { concurrency: 2 }, async () => {});
    // It looks after itself every five seconds.
    await waitFor(() => lines.filter((line) => line.includes('failed in the background')).length >= 4);
    await giveBack();
    await queue.stop(1_000);
    await storage.close();
    expect(lines.filter((line) => line.includes('not an Error'))).toEqual([]);
    expect(lines.join('')).toMatch(/not currently accepting connections|terminating connection/);
  });
});

const endOthers =
  'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

async function inDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
