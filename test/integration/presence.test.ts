import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { createPresence, type Presence } from '../../src/storage/presence.ts';
import { startSilentProxy } from '../support/silent-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import { createEmptyDatabase } from './support/empty-database.ts';

const open: Presence[] = [];
afterEach(async () => {
  for (const presence of open.splice(0)) await presence.leave();
});

function presenceAt(url: string): Presence {
  const presence = createPresence(url);
  open.push(presence);
  return presence;
}

/** @returns whether it was alone */
async function arrive(presence: Presence): Promise<boolean> {
  let alone = false;
  await presence.whenAlone(async () => {
    alone = true;
  });
  return alone;
}

it('tells the first process that it is alone, and no other while one runs', async () => {
  const { url, drop } = await createEmptyDatabase();
  const first = presenceAt(url);
  expect(await arrive(first)).toBe(true);
  const second = presenceAt(url);
  expect(await arrive(second)).toBe(false);
  await first.leave();
  expect(await arrive(presenceAt(url))).toBe(false);
  for (const presence of open) await presence.leave();
  expect(await arrive(presenceAt(url))).toBe(true);
  for (const presence of open) await presence.leave();
  await drop();
});

it('lets whoever starts meanwhile wait until the one who is alone is done', async () => {
  const { url, drop } = await createEmptyDatabase();
  const gate = Promise.withResolvers<void>();
  const entered = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = presenceAt(url).whenAlone(async () => {
    entered.resolve();
    await gate.promise;
    order.push('first');
  });
  await entered.promise;
  const second = arrive(presenceAt(url)).then((alone) => order.push(`second, alone: ${alone}`));
  gate.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second, alone: false']);
  for (const presence of open) await presence.leave();
  await drop();
});

it('is there again after its connection broke', async () => {
  const { url, drop } = await createEmptyDatabase();
  expect(await arrive(presenceAt(url))).toBe(true);
  await terminateOthers(url);
  await waitFor(async () => {
    const newcomer = createPresence(url);
    const alone = await arrive(newcomer);
    await newcomer.leave();
    return !alone;
  }, 10_000);
  for (const presence of open) await presence.leave();
  await drop();
});

it('is there again after its connection fell silent and the server gave it up', async () => {
  const { url, drop } = await createEmptyDatabase();
  const proxy = await startSilentProxy(url);
  expect(await arrive(presenceAt(proxy.url(url)))).toBe(true);
  proxy.silence();
  await terminateOthers(url);
  proxy.heal();
  await waitFor(async () => {
    const newcomer = createPresence(url);
    const alone = await arrive(newcomer);
    await newcomer.leave();
    return !alone;
  }, 30_000);
  for (const presence of open) await presence.leave();
  await proxy.stop();
  await drop();
});

async function terminateOthers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
}
