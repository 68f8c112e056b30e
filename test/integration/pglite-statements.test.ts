import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createStatements, type Statements } from '../../src/storage/pglite-statements.ts';

describe('statements of the embedded engine', () => {
  let pglite: PGlite;
  let statements: Statements;
  const clock = { ms: 0 };

  beforeAll(async () => {
    pglite = await PGlite.create('memory://');
  });
  afterAll(() => pglite.close());
  beforeEach(async () => {
    await pglite.exec(
      'drop table if exists notes; create table notes (id int primary key, text text, at timestamptz)',
    );
    await pglite.exec('deallocate all');
    clock.ms = 0;
    statements = createStatements(pglite, () => clock.ms);
  });

  const kept = async () => {
    const { rows } = await pglite.query<{ statement: string }>(
      'select statement from pg_prepared_statements',
    );
    return rows.map(({ statement }) => statement).filter((text) => !text.includes('pg_prepared_statements'));
  };

  it('gives the same rows the first time and when it is prepared', async () => {
    const at = new Date('2026-11-21T10:00:00.123Z');
    await statements.run('insert into notes values ($1, $2, $3)', [1, 'a ü € 👩‍💻 \' \\ "', at]);
    await statements.run('insert into notes values ($1, $2, $3)', [2, null, null]);
    const text =
      "select id, text, at, 2.5::float8 as number, true as yes, 9::int8 as many, '{\"a\":[1]}'::jsonb as data, array['x', null] as list, null as nothing from notes where id = any($1) order by id";
    const both = [await statements.run(text, [[1, 2]]), await statements.run(text, [[1, 2]])];
    for (const { rows, tag, affectedRows } of both) {
      expect(rows).toEqual([
        {
          id: 1,
          text: 'a ü € 👩‍💻 \' \\ "',
          at,
          number: 2.5,
          yes: true,
          many: 9,
          data: { a: [1] },
          list: ['x', null],
          nothing: null,
        },
        expect.objectContaining({ id: 2, text: null, at: null }),
      ]);
      expect({ tag, affectedRows }).toEqual({ tag: 'SELECT 2', affectedRows: 0 });
    }
    expect(await pglite.query(text, [[1, 2]])).toMatchObject({ rows: both[0]?.rows });
  });

  it('counts the rows that were written', async () => {
    for (let round = 0; round < 3; round++) {
      const { affectedRows } = await statements.run(
        'insert into notes (id) select i from generate_series(1, $1) i on conflict do nothing',
        [round + 2],
      );
      expect(affectedRows).toBe(round === 0 ? 2 : 1);
    }
    const update = await statements.run('update notes set text = $1', ['x']);
    const remove = await statements.run('delete from notes where id = $1', [1]);
    expect([update.affectedRows, remove.affectedRows]).toEqual([4, 1]);
  });

  it('prepares what is asked for a second time, and no more than it may keep', async () => {
    await statements.run('select 1 as one', []);
    expect(await kept()).toEqual([]);
    await statements.run('select 1 as one', []);
    await statements.run('select 1 as one', []);
    expect(await kept()).toEqual(['select 1 as one']);
    for (let i = 0; i < 320; i++) {
      await statements.run(`select ${i} as other`, []);
      await statements.run(`select ${i} as other`, []);
    }
    const left = await kept();
    expect(left.length).toBeLessThanOrEqual(300);
    expect(left).not.toContain('select 1 as one');
  });

  it('plans anew after a while, for the tables as they are then, and keeps no more statements for it', async () => {
    const uses = async () => {
      const { rows } = await pglite.query<{ name: string; uses: number }>(
        "select name, (generic_plans + custom_plans)::int as uses from pg_prepared_statements where statement like 'select text%'",
      );
      return rows;
    };
    const select = () => statements.run('select text from notes where id = $1', [7]);
    for (let i = 0; i < 9; i++) await select();
    const [before, ...others] = await uses();
    expect({ uses: before?.uses, others }).toEqual({ uses: 8, others: [] });
    clock.ms += 9_999;
    await select();
    expect(await uses()).toEqual([{ ...before, uses: 9 }]);
    clock.ms += 1;
    await select();
    const [after, ...more] = await uses();
    expect({ uses: after?.uses, more }).toEqual({ uses: 1, more: [] });
  });

  it('finds an index of some rows for a conflict, however often', async () => {
    await pglite.exec("create unique index on notes (text) where at is null and text = 'only'");
    const text =
      'insert into notes values ($1, $2, null) on conflict ("text") where "at" is null and "text" = $3 do update set id = excluded.id';
    for (let id = 1; id < 9; id++) await statements.run(text, [id, 'only', 'only']);
    expect((await statements.run('select id from notes', [])).rows).toEqual([{ id: 8 }]);
  });

  it('goes on after an error, outside of a transaction and in one, and keeps no more statements for it', async () => {
    const insert = () => statements.run('insert into notes values ($1, $2, null)', [1, 'x']);
    await insert();
    for (let i = 0; i < 5; i++) await expect(insert()).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toHaveLength(1);
    await statements.run('begin', []);
    await expect(insert()).rejects.toMatchObject({ code: '23505' });
    await expect(statements.run('select 1', [])).rejects.toMatchObject({ code: '25P02' });
    expect((await statements.run('commit', [])).tag).toBe('ROLLBACK');
    expect((await statements.run('select id from notes', [])).rows).toEqual([{ id: 1 }]);
  });

  it('refuses a value of the wrong kind without harm to what comes next', async () => {
    const select = (value: unknown) => statements.run('select id from notes where at = $1', [value]);
    for (let i = 0; i < 3; i++) await expect(select({ not: 'a date' })).rejects.toThrow('Invalid input');
    expect((await select(new Date())).rows).toEqual([]);
  });

  it('sees what a table has become', async () => {
    const all = () => statements.run('select * from notes', []);
    await statements.run('insert into notes values (1, null, null)', []);
    for (let i = 0; i < 3; i++) await all();
    await statements.run('alter table notes add column more int default 5', []);
    expect((await all()).rows).toEqual([{ id: 1, text: null, at: null, more: 5 }]);
    await statements.runAll('alter table notes drop column more; alter table notes drop column at');
    expect((await all()).rows).toEqual([{ id: 1, text: null }]);
  });

  it('carries out several statements in one text, however often', async () => {
    const text = "insert into notes values (1, 'a', null) on conflict do nothing; select text from notes";
    for (let i = 0; i < 3; i++) {
      const results = await statements.runAll(text);
      expect(results.map(({ rows }) => rows)).toEqual([[], [{ text: 'a' }]]);
    }
    expect((await statements.runAll('select text from notes')).map(({ rows }) => rows)).toEqual([
      [{ text: 'a' }],
    ]);
  });

  it('tells what was announced by a prepared statement', async () => {
    const told: string[] = [];
    const stop = await pglite.listen('news', (payload) => told.push(payload));
    for (const word of ['one', 'two', 'three']) await statements.run("select pg_notify('news', $1)", [word]);
    await expect.poll(() => told).toEqual(['one', 'two', 'three']);
    await stop();
  });
});
