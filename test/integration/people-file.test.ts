import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { followPeopleFile } from '../../src/people/people-file.ts';
import type { Storage } from '../../src/storage/database.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

const EVERY_MS = 20;

describeWithDatabase('the operator’s list of people', (databases) => {
  async function start() {
    const storage = await databases.storage();
    const folder = await mkdtemp(join(tmpdir(), 'people-file-'));
    const said: string[] = [];
    const log = createLogger('info', { write: (line) => void said.push(line) });
    const ctx = { db: storage.db, log, now: () => new Date() };
    return {
      ctx,
      path: join(folder, 'people.yaml'),
      said: (text: string) => waitFor(() => said.some((line) => line.includes(text)), 15_000),
      known: () => listed(storage),
      clear: () => rm(folder, { recursive: true }),
    };
  }

  it('counts from the start and when it changes; one with a mistake changes nothing and is named', async () => {
    const { ctx, path, said, known, clear } = await start();
    await writeFile(path, 'people:\n  U0ADA00001: [Ada, ada@example.com]\n');
    const stop = await followPeopleFile(ctx, path, EVERY_MS);
    expect(await known()).toEqual(['ada U0ADA00001', 'ada@example.com U0ADA00001']);
    await writeFile(path, 'people:\n  U0ADA00001: [ada]\n  Ben Harrow: [ben]\n');
    await said('line 3: “Ben Harrow” is no Slack member id');
    expect(await known()).toHaveLength(2);
    await rm(path);
    await said('could not be read');
    expect(await known()).toHaveLength(2);
    // As a mounted file is replaced: another file in its place.
    await writeFile(`${path}.new`, 'people:\n  U0BEN00002: ben\n');
    await rename(`${path}.new`, path);
    await waitFor(async () => (await known()).join() === 'ben U0BEN00002', 15_000);
    await stop();
    await clear();
  });

  it('stays over a start with a wrong file, and is gone without one', async () => {
    const { ctx, path, said, known, clear } = await start();
    await writeFile(path, 'people:\n  U0ADA00001: ada\n');
    await (await followPeopleFile(ctx, path, EVERY_MS))();
    await writeFile(path, 'people: ada\n');
    await (await followPeopleFile(ctx, path, EVERY_MS))();
    await said('line 1: “people” must list Slack member ids');
    expect(await known()).toEqual(['ada U0ADA00001']);
    await (await followPeopleFile(ctx, null))();
    expect(await known()).toEqual([]);
    await clear();
  });

  it('is whole, when replicas read it at once', async () => {
    const { ctx, path, known, clear } = await start();
    const many = Array.from({ length: 2_500 }, (_, index) => `  U0X${index}Z: [login-${index}]`);
    await writeFile(path, ['people:', ...many].join('\n'));
    const stops = await Promise.all([1, 2, 3].map(() => followPeopleFile(ctx, path, EVERY_MS)));
    expect(await known()).toHaveLength(2_500);
    for (const stop of stops) await stop();
    await clear();
  });
});

async function listed({ db }: Storage): Promise<string[]> {
  const rows = await db
    .selectFrom('people_links')
    .selectAll()
    .where('source', '=', 'file')
    .orderBy('identity')
    .execute();
  return rows.map((row) => `${row.identity} ${row.slack_user_id}`);
}
