import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage, ClientView } from '../../simulators/slack/protocol.ts';
import { searchAudit } from '../../src/audit/search.ts';
import { openStorage } from '../../src/storage/database.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase, type TestDatabases } from '../support/database.ts';
import { ADAS, BENS, keys, TOKENS } from '../support/people.ts';

const APPROVE = /\/approve\//;

describeWithDatabase('people who act in CircleCI as themselves', (databases) => {
  let bot: Bot;
  let config: Awaited<ReturnType<TestDatabases['database']>>;
  beforeAll(async () => {
    config = await databases.database();
    bot = await startBot(
      { ...databases, database: async () => config },
      {
        circleci: { otherUsers: [ADAS, BENS] },
        slack: { wrapUrls: 'bare' },
        env: { SHARED_IDENTITY: 'run', ENCRYPTION_KEYS: keys('a') },
      },
    );
  });
  afterAll(() => bot.stop());

  const person = (user: string) => bot.slack.client.as(user);
  const approvals = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && APPROVE.test(path)).length;
  const held = async () => {
    const number = await bot.run(CHIE, 'gh/acme/web-shop scenario/hold');
    return { number, card: await bot.card('deploys', number, 'approve-deploy', 'Approve') };
  };
  const modalOf = (user: string): Promise<ClientView> =>
    bot.slack.client.waitFor(() => person(user).modal(), { what: 'the form', timeoutMs: 45_000 });
  const connect = async (user: string, token = TOKENS[user]?.token ?? '') => {
    await person(user).command('deploys', '/circleci connect');
    expect(await person(user).submit(await modalOf(user), { 'identity.token': token })).toMatchObject({
      ok: true,
    });
  };
  const approverOf = async (card: ClientMessage) => {
    const workflow = /workflows\/([0-9a-f-]{36})/.exec(messageText(card))?.[1] ?? '';
    const answer = await fetch(`${bot.circleci.url}/api/v2/workflow/${workflow}/job`, {
      headers: { 'circle-token': bot.circleci.token },
    });
    const { items } = (await answer.json()) as { items: { name: string; approved_by?: string }[] };
    return items.find(({ name }) => name === 'approve-deploy')?.approved_by;
  };
  /** All that the bot has stored, as text; the program is stopped for it where the database is one process's. */
  const everythingStored = async () => {
    const storage = await openStorage(config);
    const { rows: tables } = await sql<{ name: string }>`
      select schemaname || '."' || tablename || '"' as name from pg_tables
       where schemaname in ('public', 'pgboss')`.execute(storage.db);
    let all = '';
    for (const { name } of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(
        storage.db,
      );
      all += rows.map(({ row }) => row).join('\n');
    }
    const audit = await searchAudit(storage.db, { action: 'approve' }, 100);
    await storage.close();
    return { all, audit: audit.entries };
  };

  it('asks whoever has no token to connect, and goes on by itself when they have', async () => {
    const { card, number } = await held();
    const before = approvals();
    await person(ADA).click(card, 'Approve');
    const offer = await bot.told(ADA, 'deploys', 'takes a CircleCI token of your own');
    expect(approvals()).toBe(before);
    await person(ADA).click(offer, 'Connect');
    const form = await modalOf(ADA);
    expect(await person(ADA).submit(form, { 'identity.token': 'CCIPRJ_no_project_token' })).toMatchObject({
      ok: false,
    });
    await person(ADA).submit(form, { 'identity.token': ADAS.token });
    await bot.told(ADA, 'deploys', 'connected to CircleCI as `ada-l`');
    const after = await bot.card('deploys', number, 'Succeeded', `approved by <@${ADA}>`);
    expect(approvals() - before).toBe(1);
    expect(await approverOf(after)).toBe(ADAS.id);
    // Ada acted as herself; the run was made with the bot's token, and the card says so.
    expect(messageText(after)).not.toContain(`approved by <@${ADA}> (with`);
    expect(messageText(after)).toContain(`<@${CHIE}> (with the bot’s token)`);
  });

  it('does nothing when the form is closed again', async () => {
    const { card } = await held();
    await person(BEN).click(card, 'Approve');
    const offer = await bot.told(BEN, 'deploys', 'takes a CircleCI token of your own');
    const before = approvals();
    await person(BEN).click(offer, 'Connect');
    const form = await modalOf(BEN);
    await person(BEN).close(form);
    expect(approvals()).toBe(before);
  });

  it('is told who acts by whoami, in either case', async () => {
    await person(ADA).command('lounge', '/circleci whoami');
    await bot.told(ADA, 'lounge', 'done in CircleCI as `ada-l`');
    await person(CHIE).command('lounge', '/circleci whoami');
    await bot.told(CHIE, 'lounge', '`run`');
  });

  it('refuses a token that is typed after a command, and keeps none of it', async () => {
    const typed = 'CCIPAT_typed_by_mistake_0123456789';
    for (const words of [`connect ${typed}`, `run web ${typed}`, typed, `connect whatever`]) {
      const before = (await person(BEN).ephemerals('lounge')).length;
      await person(BEN).command('lounge', `/circleci ${words}`);
      const answer = await bot.slack.client.waitFor(
        async () => answerAfter(await person(BEN).ephemerals('lounge'), before),
        { what: 'the warning', timeoutMs: 45_000 },
      );
      expect(messageText(answer)).toContain('revoke the token');
      expect(messageText(answer)).not.toContain('typed_by_mistake');
    }
    const { all } = await everythingStored();
    expect(all).not.toContain('typed_by_mistake');
  });

  it('stores no token in the clear, and writes each attempt into the audit log as whom it was made', async () => {
    const { all, audit } = await everythingStored();
    expect(all.length).toBeGreaterThan(1_000);
    for (const { token } of [ADAS, BENS]) {
      expect(all).not.toContain(token);
      expect(all).not.toContain(Buffer.from(token).toString('base64').slice(0, 30));
    }
    const adas = audit.filter(({ who }) => who.endsWith(ADA)).toReversed();
    expect(adas).toMatchObject([
      { event: 'denied', why: 'not-connected', as: null },
      {
        event: 'allowed',
        as: `linked:${ADAS.id}`,
        where: { job: 'approve-deploy', project: 'gh/acme/web-shop' },
      },
      { event: 'confirmed', as: `linked:${ADAS.id}`, answer: { status: 202 } },
    ]);
  });

  it('tells whose token CircleCI does not accept any more, and does not use the bot’s instead', async () => {
    await connect(BEN);
    await bot.told(BEN, 'deploys', 'connected to CircleCI as `ben-f`');
    const { card } = await held();
    bot.circleci.faults.next({
      match: { method: 'POST', path: APPROVE },
      behaviour: { kind: 'status', status: 401, body: { message: 'Invalid token provided.' } },
    });
    const before = approvals();
    await person(BEN).click(card, 'Approve');
    await bot.told(BEN, 'deploys', 'does not accept your token any more');
    expect(approvals() - before).toBe(1);
    await bot.slack.client.waitFor(
      async () =>
        (await person(BEN).directMessages()).find((one) => messageText(one).includes('did not accept')),
      { what: 'the direct message', timeoutMs: 45_000 },
    );
    expect(await approverOf(card)).toBeUndefined();
  });

  it('refuses a wrong token, and the bot’s own', async () => {
    await connect(CHIE, 'CCIPAT_nobodys_token_at_all');
    await bot.told(CHIE, 'deploys', 'CircleCIがこのトークンを受け付けませんでした');
    await connect(CHIE, bot.circleci.token);
    await bot.told(CHIE, 'deploys', 'ボット自身のトークン');
  });

  it('forgets a token on request', async () => {
    await person(ADA).command('deploys', '/circleci disconnect');
    await bot.told(ADA, 'deploys', 'no longer connected as `ada-l`');
    const { card } = await held();
    const before = approvals();
    await person(ADA).click(card, 'Approve');
    await bot.slack.client.waitFor(
      async () =>
        (await person(ADA).ephemerals('deploys')).filter((one) =>
          messageText(one).includes('token of your own'),
        ).length > 1,
      { what: 'the second offer', timeoutMs: 45_000 },
    );
    expect(approvals()).toBe(before);
  });
});
