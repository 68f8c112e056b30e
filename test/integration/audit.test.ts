import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { appendAudit } from '../../src/audit/append.ts';
import { parseHead } from '../../src/audit/chain.ts';
import { type AuditFacts, NOWHERE } from '../../src/audit/entry.ts';
import { searchAudit } from '../../src/audit/search.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Database, Storage } from '../../src/storage/database.ts';
import { openStorage } from '../../src/storage/database.ts';
import { describeWithDatabase } from '../support/database.ts';

const facts = (over: Partial<AuditFacts> = {}): AuditFacts => ({
  at: new Date('2026-11-01T10:00:00Z'),
  event: 'allowed',
  action: 'approve',
  actionId: null,
  teamId: 'T1',
  userId: 'U1',
  where: { ...NOWHERE, project: 'gh/acme/web', channel: 'C1' },
  as: 'shared',
  rule: null,
  reason: null,
  detail: {},
  answer: null,
  ...over,
});

describeWithDatabase('the audit log', (databases) => {
  let storage: Storage;
  let db: Database;
  beforeEach(async () => {
    storage = await databases.storage();
    db = storage.db;
  });

  const append = (over: Partial<AuditFacts> = {}) =>
    db.transaction().execute((tx) => appendAudit(tx, facts(over)));
  const fill = async (count: number) => {
    for (let n = 1; n <= count; n += 1) await append({ userId: `U${n}` });
  };
  /** As somebody who owns the database could. */
  const tamper = async (...statements: string[]) => {
    for (const table of ['audit_log', 'audit_head']) {
      await sql.raw(`alter table ${table} disable trigger user`).execute(db);
    }
    for (const statement of statements) await sql.raw(statement).execute(db);
    for (const table of ['audit_log', 'audit_head']) {
      await sql.raw(`alter table ${table} enable trigger user`).execute(db);
    }
  };

  it('is verified, and its end printed to be kept', async () => {
    expect(await verifyLog(db)).toMatchObject({ ok: true, entries: 0 });
    await fill(3);
    const result = await verifyLog(db);
    expect(result).toMatchObject({ ok: true, entries: 3, head: { seq: 3 } });
    if (!result.ok) return;
    await append();
    expect(await verifyLog(db, result.head)).toMatchObject({ ok: true, entries: 4 });
  });

  it.each([
    `update audit_log set body = '{}' where seq = 1`,
    'delete from audit_log where seq = 2',
    'truncate audit_log',
    'delete from audit_head',
    'truncate audit_head',
    'update audit_head set seq = 1',
    `update audit_head set hash = repeat('a', 64)`,
    `update audit_head set seq = seq + 1, hash = repeat('a', 64)`,
    `update audit_head set seq = seq + 2`,
    `insert into audit_log values (0, '{"who":"T1:U1"}', repeat('a', 64))`,
    `insert into audit_log values (-5, '{"who":"T1:U1"}', repeat('a', 64))`,
    `insert into audit_log values (3, '{"who":"T1:U1"}', repeat('a', 64))`,
    `insert into audit_log values (9, '{"who":"T1:U1"}', repeat('a', 64))`,
  ])('refuses: %s', async (statement) => {
    await fill(2);
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/append-only/);
    expect(await verifyLog(db)).toMatchObject({ ok: true, entries: 2 });
    await fill(1);
    expect(await verifyLog(db)).toMatchObject({ ok: true, entries: 3 });
  });

  const swap = [
    `update audit_log set seq = 100 where seq = 2`,
    `update audit_log set seq = 2 where seq = 3`,
    `update audit_log set seq = 3 where seq = 100`,
  ];
  // Read as lines, the log would look whole. The indexes would refuse a body that is no JSON.
  const hidden = [
    'drop index audit_by_person, audit_by_project, audit_by_action, audit_by_time',
    `update audit_log set body = body || E'\\n' || (select seq || ' ' || hash || ' ' || body from audit_log where seq = 3) where seq = 2`,
    'delete from audit_log where seq = 3',
  ];
  const noBound = 'alter table audit_log drop constraint audit_log_from_one';
  const forged = (seq: string) =>
    `insert into audit_log select ${seq}, body, repeat('a', 64) from audit_log where seq = 1`;
  const tooFarBack = ['update audit_head set seq = 3, hash = (select hash from audit_log where seq = 3)'];
  it.each([
    ['a changed body', [`update audit_log set body = replace(body, 'U2', 'U9') where seq = 2`], 2, 'changed'],
    ['a changed hash', [`update audit_log set hash = repeat('a', 64) where seq = 2`], 2, 'changed'],
    ['a line feed in a body', [`update audit_log set body = body || E'\\n' where seq = 3`], 3, 'changed'],
    ['an entry hidden in another', hidden, 2, 'changed'],
    ['a hash with a space', [`update audit_log set hash = 'a ' || hash where seq = 2`], 2, 'changed'],
    ['a removed entry', ['delete from audit_log where seq = 2'], 2, 'missing'],
    ['a removed beginning', ['delete from audit_log where seq = 1'], 1, 'missing'],
    ['two entries in each other’s place', swap, 2, 'changed'],
    ['a removed end', ['delete from audit_log where seq >= 3'], 3, 'missing'],
    ['a removed record of the end', ['delete from audit_head'], 5, 'missing'],
    ['another hash in the record of the end', [`update audit_head set hash = repeat('a', 64)`], 4, 'changed'],
    ['a record of the end that is too far on', ['update audit_head set seq = 5'], 5, 'missing'],
    ['a record of the end that is too far back', tooFarBack, 4, 'outside'],
    ['an entry before the first', [noBound, forged('0')], 0, 'outside'],
    ['an entry with a negative number', [noBound, forged('-9223372036854775808')], -(2 ** 63), 'outside'],
    ['an entry after the end', [forged('5')], 5, 'changed'],
    ['an entry far after the end', [forged('9223372036854775807')], 5, 'missing'],
  ] as const)('finds %s and names the first bad entry', async (_, statements, seq, why) => {
    await fill(4);
    await tamper(...statements);
    expect(await verifyLog(db)).toMatchObject({ ok: false, bad: { seq, why } });
  });

  it('finds an end that was cut off together with the record of it by a head that was kept', async () => {
    await fill(4);
    const before = await verifyLog(db);
    if (!before.ok) throw new Error('the log is broken before anything was done to it');
    const cut = `delete from audit_log where seq > 2`;
    const record = `update audit_head set seq = 2, hash = (select hash from audit_log where seq = 2)`;
    await tamper(cut, record);
    expect(await verifyLog(db)).toMatchObject({ ok: true, entries: 2 });
    expect(await verifyLog(db, before.head)).toMatchObject({ ok: false, bad: { seq: 3, why: 'missing' } });
    // Somebody goes on writing, so that the number is there again.
    await fill(3);
    expect(await verifyLog(db, before.head)).toMatchObject({
      ok: false,
      bad: { seq: 4, why: 'not-the-kept-one' },
    });
  });

  it('shows nothing that is outside the chain', async () => {
    await fill(2);
    await tamper(noBound, forged('0'), forged('-7'), forged('3'), forged('1000'));
    const { entries } = await searchAudit(db, {}, 10);
    expect(entries.map(({ seq }) => seq)).toEqual([2, 1]);
  });

  it('is one chain when many write at once, and what is rolled back leaves no gap', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        db.transaction().execute(async (tx) => {
          await appendAudit(tx, facts({ userId: `U${n}` }));
          if (n % 4 === 0) throw new Error('rolled back');
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    expect(await verifyLog(db)).toMatchObject({ ok: true, entries: 30 });
  });

  it('takes hostile text as text: null bytes, half pairs, quotes, huge input, tokens', async () => {
    const reason = `a\u0000b \ud800 "'); drop table audit_log; -- <!channel> CCIPAT_abcdefgh_1234`;
    await append({
      reason,
      detail: { big: 'x'.repeat(1_000_000), many: Array.from({ length: 5_000 }, () => 1) },
    });
    expect(await verifyLog(db)).toMatchObject({ ok: true, entries: 1 });
    const { entries } = await searchAudit(db, { project: 'web' }, 5);
    expect(entries[0]?.reason).toContain('drop table');
    expect(entries[0]?.reason).not.toContain('CCIPAT_abc');
    const { body } = await db.selectFrom('audit_log').select('body').executeTakeFirstOrThrow();
    expect(body.length).toBeLessThan(5_000);
  });

  it('is searched by person, project, action and time, newest first, within a limit', async () => {
    await append({ userId: 'U1', at: new Date('2026-11-01T10:00:00Z') });
    await append({ userId: 'U2', action: 'cancel' });
    await append({
      userId: 'U1',
      at: new Date('2026-11-05T10:00:00Z'),
      where: { ...NOWHERE, project: 'gh/x/api' },
    });
    const seqs = async (filter: Parameters<typeof searchAudit>[1], limit = 10) =>
      (await searchAudit(db, filter, limit)).entries.map(({ seq }) => seq);
    expect(await seqs({})).toEqual([3, 2, 1]);
    expect(await seqs({ who: 'T1:U1' })).toEqual([3, 1]);
    expect(await seqs({ project: 'gh/acme/web' })).toEqual([2, 1]);
    expect(await seqs({ project: 'api' })).toEqual([3]);
    expect(await seqs({ project: `' or true --` })).toEqual([]);
    expect(await seqs({ action: 'cancel' })).toEqual([2]);
    expect(await seqs({ since: new Date('2026-11-02T00:00:00Z') })).toEqual([3]);
    expect(await searchAudit(db, {}, 2)).toMatchObject({ more: true, entries: [{ seq: 3 }, { seq: 2 }] });
  });
});

describeWithDatabase('the command line of the audit log', (databases) => {
  const terminalOn = (config: Awaited<ReturnType<typeof databases.database>>) => {
    const said = { out: '', told: '' };
    return {
      said,
      database: () => config,
      print: async (text: string) => {
        said.out += text;
      },
      tell: (text: string) => {
        said.told += text;
      },
    };
  };
  const prepared = async (work: (db: Database) => Promise<unknown>) => {
    const config = await databases.database();
    const storage = await openStorage(config);
    await work(storage.db);
    await storage.close();
    return terminalOn(config);
  };

  it('verifies with exit code 0 and prints a head that the next one takes, 1 when it is broken', async () => {
    const terminal = await prepared((db) => db.transaction().execute((tx) => appendAudit(tx, facts())));
    expect(await runCommandLine(['audit', 'verify'], terminal)).toBe(0);
    const head = terminal.said.out.trim();
    expect(parseHead(head)?.seq).toBe(1);
    expect(await runCommandLine(['audit', 'verify', '--head', head], terminal)).toBe(0);
    const other = `1:${'b'.repeat(64)}`;
    expect(await runCommandLine(['audit', 'verify', '--head', other], terminal)).toBe(1);
    expect(terminal.said.told).toContain('Entry 1 is not the one');
    expect(await runCommandLine(['audit', 'verify', '--head', 'nonsense'], terminal)).toBe(2);
    expect(await runCommandLine(['audit', 'burn'], terminal)).toBe(2);
  });

  it('exports lines from which the chain can be computed anew, and cells that no spreadsheet runs', async () => {
    const evil = `=HYPERLINK("http://evil","x")\r\n,"`;
    const terminal = await prepared((db) =>
      db.transaction().execute(async (tx) => {
        await appendAudit(tx, facts({ reason: evil, answer: { status: 202, requestId: 'r-1' } }));
        await appendAudit(tx, facts({ reason: '@SUM(1)' }));
      }),
    );
    expect(await runCommandLine(['audit', 'export', '--format', 'jsonl'], terminal)).toBe(0);
    const lines = terminal.said.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { seq: 1, entry: { reason: evil, who: 'T1:U1', answer: { status: 202 } } },
      { seq: 2 },
    ]);
    terminal.said.out = '';
    expect(await runCommandLine(['audit', 'export', '--format', 'csv'], terminal)).toBe(0);
    expect(terminal.said.out).toMatch(/^seq,at,event,action,who,/);
    expect(terminal.said.out).toContain(`"'=HYPERLINK(""http://evil"",""x"")`);
    expect(terminal.said.out).toContain(`"'@SUM(1)"`);
    expect(terminal.said.out).not.toMatch(/,[=@]/);
  });
});
