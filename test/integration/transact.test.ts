import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Tx } from '../../src/storage/database.ts';
import { transact } from '../../src/storage/transact.ts';
import { describeWithDatabase } from '../support/database.ts';

describeWithDatabase('a transaction', (databases) => {
  const lock = (tx: Tx, key: number) => sql`select pg_advisory_xact_lock(5, ${key}::int)`.execute(tx);
  const note = (tx: Tx, name: string) =>
    tx
      .insertInto('projects')
      .values({ slug: `gh/acme/${name}`, name })
      .execute();

  it('is done again when it and another one have waited for each other, and then each is done once', async () => {
    const { db } = await databases.storage();
    let tries = 0;
    const locking = (name: string, first: number, second: number) =>
      transact(db, async (tx) => {
        tries++;
        await note(tx, name);
        await lock(tx, first);
        // Long enough for the other one to have its first lock.
        await sql`select pg_sleep(0.2)`.execute(tx);
        await lock(tx, second);
        return name;
      });
    const done = await Promise.all([locking('one', 1, 2), locking('two', 2, 1)]);
    expect(done).toEqual(['one', 'two']);
    expect(tries).toBe(3);
    const rows = await db.selectFrom('projects').select('name').orderBy('name').execute();
    expect(rows).toEqual([{ name: 'one' }, { name: 'two' }]);
  });

  it('is not done again for another error, and leaves nothing', async () => {
    const { db } = await databases.storage();
    let tries = 0;
    const failing = transact(db, async (tx) => {
      tries++;
      await note(tx, 'lost');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(tries).toBe(1);
    expect(await db.selectFrom('projects').select('name').execute()).toEqual([]);
  });

  it('is given up when it meets with others again and again', async () => {
    const { db } = await databases.storage();
    let tries = 0;
    const crossed = transact(db, async () => {
      tries++;
      throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    });
    await expect(crossed).rejects.toMatchObject({ code: '40P01' });
    expect(tries).toBe(4);
  });
});
