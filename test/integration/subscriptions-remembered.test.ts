import { expect, it } from 'vitest';
import type { Database, Tx } from '../../src/storage/database.ts';
import { openStorage } from '../../src/storage/database.ts';
import { columnsOf } from '../../src/subscriptions/row.ts';
import { USUAL } from '../../src/subscriptions/subscription.ts';
import { subscriptionsTo } from '../../src/subscriptions/subscriptions.ts';
import { describeWithDatabase } from '../support/database.ts';

const SLUG = 'gh/acme/web-shop';

describeWithDatabase('subscriptions that are remembered', (databases) => {
  const insert = (db: Database | Tx, channel: string, project = SLUG) =>
    db
      .insertInto('subscriptions')
      .values({ channel_id: channel, created_by: 'U1', ...columnsOf({ ...USUAL, project }) })
      .execute();
  const branchesOf = async (db: Database | Tx) => {
    const found = await subscriptionsTo(db, SLUG);
    return Object.fromEntries(found.map(({ channelId, branches }) => [channelId, branches.join()]));
  };
  const setBranch = (db: Database | Tx, channel: string, branch: string) =>
    db
      .updateTable('subscriptions')
      .set({ branches: JSON.stringify([branch]) })
      .where('channel_id', '=', channel)
      .execute();

  it('are those that are there: after each change, in any transaction, after a rollback', async () => {
    const { db } = await databases.storage();
    expect(await branchesOf(db)).toEqual({});
    await insert(db, 'C1');
    expect(await branchesOf(db)).toEqual({ C1: '' });
    await insert(db, 'C2', 'gh/acme/*');
    expect(await branchesOf(db)).toEqual({ C1: '', C2: '' });
    const rollback = db.transaction().execute(async (tx) => {
      await setBranch(tx, 'C1', 'a');
      expect(await branchesOf(tx)).toEqual({ C1: 'a', C2: '' });
      await setBranch(tx, 'C1', 'b');
      expect(await branchesOf(tx)).toEqual({ C1: 'b', C2: '' });
      throw new Error('rolled back');
    });
    await expect(rollback).rejects.toThrow('rolled back');
    expect(await branchesOf(db)).toEqual({ C1: '', C2: '' });
    await setBranch(db, 'C1', 'c');
    expect(await branchesOf(db)).toEqual({ C1: 'c', C2: '' });
    await db.deleteFrom('subscriptions').where('channel_id', '=', 'C1').execute();
    expect(await branchesOf(db)).toEqual({ C2: '' });
    await db.deleteFrom('subscriptions').execute();
    expect(await branchesOf(db)).toEqual({});
  });

  it('are those that another replica has changed', async () => {
    const own = await databases.database();
    const [one, other] = [await openStorage(own), await openStorage(own)];
    try {
      await insert(one.db, 'C1');
      expect(await branchesOf(one.db)).toEqual({ C1: '' });
      await setBranch(other.db, 'C1', 'release/*');
      expect(await branchesOf(one.db)).toEqual({ C1: 'release/*' });
      await other.db.transaction().execute(async (tx) => {
        await setBranch(tx, 'C1', 'not-yet');
        expect(await branchesOf(one.db)).toEqual({ C1: 'release/*' });
        expect(await branchesOf(tx)).toEqual({ C1: 'not-yet' });
        expect(await branchesOf(one.db)).toEqual({ C1: 'release/*' });
      });
      expect(await branchesOf(one.db)).toEqual({ C1: 'not-yet' });
    } finally {
      await one.close();
      await other.close();
    }
  });
});
