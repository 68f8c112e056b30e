import pg from 'pg';
import { expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { complete } from '../support/config.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

describeWithDatabase('an app', (databases) => {
  const config = async (port: string) =>
    readConfig({
      ...complete,
      SLACK_API_URL: 'http://127.0.0.1:1',
      DATABASE_URL: (await databases.database()).url,
      HOST: '127.0.0.1',
      PORT: port,
    });
  const connections = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rowCount } = await client.query(
      'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await client.end();
    return rowCount;
  };

  it('leaves no connection open when it cannot start, nor after a stop', async () => {
    const log = createLogger('silent');
    const first = createApp(await config('0'), { log });
    const { port } = await first.start();
    const wanted = await config(String(port));
    const second = createApp(wanted, { log });
    await expect(second.start()).rejects.toThrow(/EADDRINUSE/);
    await waitFor(async () => (await connections(wanted.database.url ?? '')) === 0);
    await Promise.all([first.stop(), first.stop()]);
    await second.stop();
  });

  it('goes no further with a start when it is stopped', async () => {
    const wanted = await config('0');
    const app = createApp(wanted, { log: createLogger('silent') });
    const started = app.start();
    await app.stop();
    await expect(started).rejects.toMatchObject({ code: 'stopped' });
    await waitFor(async () => (await connections(wanted.database.url ?? '')) === 0);
  });
});
