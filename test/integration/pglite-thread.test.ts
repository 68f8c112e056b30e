import { Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pgliteDialect } from '../../src/storage/pglite-dialect.ts';
import { openPglite, type Pglite } from '../../src/storage/pglite-thread.ts';
import { urgently } from '../../src/storage/urgency.ts';

describe('the embedded database in its thread', () => {
  let pglite: Pglite;
  beforeAll(async () => {
    pglite = await openPglite('memory://');
    await pglite.exec('create table notes (id int primary key, text text)');
  });
  afterAll(() => pglite.close());

  it('tells the code of an error, and nothing of the values', async () => {
    await pglite.query('insert into notes values ($1, $2)', [1, 'first']);
    const error: unknown = await pglite
      .query('insert into notes values ($1, $2)', [1, 'a secret'])
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code: '23505', constraint: 'notes_pkey' });
    expect(JSON.stringify({ ...(error as Error), message: String(error) })).not.toContain('a secret');
  });

  it('keeps what a transaction did if and only if it ends well', async () => {
    await pglite.transaction((tx) => tx.query('insert into notes values (2, $1)', ['kept']));
    const failed = pglite.transaction(async (tx) => {
      await tx.query('insert into notes values (3, $1)', ['lost']);
      throw new Error('changed my mind');
    });
    await expect(failed).rejects.toThrow('changed my mind');
    expect(await texts([2, 3])).toEqual(['kept']);
  });

  it('says that a transaction was aborted instead of committing nothing in silence', async () => {
    const aborted = pglite.transaction(async (tx) => {
      await tx.query('insert into notes values (4, $1)', ['lost']);
      await tx.query('select 1/0').catch(() => {});
    });
    await expect(aborted).rejects.toMatchObject({ code: '25P02' });
    expect(await texts([4])).toEqual([]);
  });

  it('is not left in a transaction by a text of several statements that failed', async () => {
    const failing = pglite.exec('begin; select 1/0; commit');
    const next = pglite.query<{ one: number }>('select 1 as one');
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect((await next).rows).toEqual([{ one: 1 }]);
  });

  it('refuses a value that no thread can be sent, and goes on', async () => {
    await expect(pglite.query('select $1', [() => {}])).rejects.toThrow('could not be cloned');
    expect((await pglite.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('has statements from outside wait for the end of a transaction', async () => {
    const inside = Promise.withResolvers<void>();
    const order: string[] = [];
    const first = pglite.transaction(async (tx) => {
      await tx.query('insert into notes values (5, $1)', ['five']);
      await inside.promise;
      order.push('committed');
    });
    const outside = pglite
      .query<{ text: string }>('select text from notes where id = 5')
      .then(({ rows }) => order.push(...rows.map(({ text }) => text)));
    inside.resolve();
    await Promise.all([first, outside]);
    expect(order).toEqual(['committed', 'five']);
  });

  it('sees to what is urgent first, and in between to the rest', async () => {
    const order: string[] = [];
    const ask = (name: string) => pglite.query('select 1').then(() => order.push(name));
    const tx = await pglite.begin();
    const rest = [ask('rest 1'), ask('rest 2')];
    const urgent = urgently(() => Promise.all(Array.from({ length: 21 }, (_, i) => ask(`${i}`))));
    await tx.commit();
    await Promise.all([urgent, ...rest]);
    const expected = Array.from({ length: 21 }, (_, i) => `${i}`);
    expected.splice(10, 0, 'rest 1');
    expected.splice(21, 0, 'rest 2');
    expect(order).toEqual(expected);
  });

  it('tells what is announced to whoever listens, until they stop', async () => {
    const told: string[] = [];
    const heard = Promise.withResolvers<void>();
    const stop = await pglite.listen('news', (payload) => {
      told.push(payload);
      heard.resolve();
    });
    await pglite.query("select pg_notify('news', 'one')");
    await heard.promise;
    await stop();
    await pglite.query("select pg_notify('news', 'two')");
    expect(told).toEqual(['one']);
  });

  it('refuses settings of a transaction that it would not keep', async () => {
    const db = new Kysely<Record<string, never>>({ dialect: pgliteDialect(pglite) });
    const strict = db.transaction().setAccessMode('read only');
    await expect(strict.execute((tx) => sql`select 1`.execute(tx))).rejects.toThrow('has no settings');
    expect((await pglite.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('refuses what comes after its end, and does not hang', async () => {
    const other = await openPglite('memory://');
    await other.close();
    expect(other.closed).toBe(true);
    await expect(other.query('select 1')).rejects.toThrow('the embedded database is closed');
  });

  it('refuses what is open or waits when it is closed, all of it', async () => {
    const other = await openPglite('memory://');
    const db = new Kysely<Record<string, never>>({ dialect: pgliteDialect(other) });
    const opened = Promise.withResolvers<void>();
    const going = db.transaction().execute(async (tx) => {
      opened.resolve();
      await closed.promise;
      await sql`select 1`.execute(tx);
    });
    const closed = Promise.withResolvers<void>();
    await opened.promise;
    const waiting = [db.transaction().execute((tx) => sql`select 1`.execute(tx)), sql`select 1`.execute(db)];
    const settled = Promise.allSettled([going, ...waiting]);
    await other.close();
    closed.resolve();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('says why it cannot be opened', async () => {
    await expect(openPglite('/dev/null/nowhere')).rejects.toThrow(/ENOTDIR|ENOENT/u);
  });

  async function texts(ids: number[]): Promise<string[]> {
    const { rows } = await pglite.query<{ text: string }>(
      'select text from notes where id = any($1) order by id',
      [ids],
    );
    return rows.map(({ text }) => text);
  }
});
