import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText, type Person } from '../../simulators/slack/index.ts';
import type { ClientMessage, ClientView } from '../../simulators/slack/protocol.ts';
import { COMMAND_NAMES, type CommandName } from '../../src/views/help-names.ts';
import { ADA, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase, type TestDatabases } from '../support/database.ts';
import { keys } from '../support/people.ts';
import { everythingStored } from './support/everything-stored.ts';

/**
 * Bad input and attacks as they come in from Slack. Those that are tested beside what they are about, such as rules,
 * linked people and replicas, are named in docs/security.md.
 */

const PROJECT = 'gh/acme/web-shop';
const TOKEN = 'CCIPAT_pasted_by_mistake_0123456789';

/** As much as fits of what a database, mrkdwn, a shell, a page or a terminal would take for its own. */
const HOSTILE = `x'; drop table actions; -- <!channel> <@${BEN}> <https://evil.example|Open in CircleCI> \`\`\` *b* &lt;!here&gt; \${jndi} %s {{x}} \u0000\u202e`;
const ENDLESS = '<!here>'.repeat(400);

/** Every place of every command in which a person can type; `%` is where the text goes. */
const TYPED: Readonly<Record<CommandName, readonly string[]>> = {
  run: ['run "%"', `run ${PROJECT} "%"`, `run ${PROJECT} main key="%"`, `run ${PROJECT} main reason:"%"`],
  status: ['status "%"', `status ${PROJECT} "%"`],
  approve: ['approve "%"', 'approve #1 reason:"%"'],
  approvals: ['approvals "%"'],
  reject: ['reject "%"', 'reject #1 "%"'],
  withdraw: ['withdraw "%"'],
  delegate: ['delegate "%"', `delegate <@${BEN}> "%"`, `delegate <@${BEN}> 1h "%"`],
  rerun: ['rerun "%"', 'rerun #1 reason:"%"'],
  cancel: ['cancel "%"', 'cancel #1 reason:"%"'],
  rollback: ['rollback "%"', `rollback ${PROJECT} "%"`, `rollback ${PROJECT} web "%"`],
  presets: ['presets "%"', 'presets save "%"', `presets save nightly ${PROJECT} "%"`, 'presets delete "%"'],
  // Of a project that nothing else here is about, and no freeze that holds: the rest is to go on.
  lock: ['lock "%"', 'lock gh/acme/payments-api "%"', 'lock gh/acme/payments-api 1h "%"'],
  unlock: ['unlock "%"'],
  locks: ['locks "%"'],
  freeze: ['freeze "%"'],
  unfreeze: ['unfreeze "%"'],
  stop: ['stop "%"', 'stop gh/acme/payments-api "%"'],
  subscribe: [
    'subscribe "%"',
    ...['branch', 'tag', 'workflow', 'job', 'author', 'actor', 'outcome', 'mention', 'quiet', 'digest'].map(
      (name) => `subscribe ${PROJECT} ${name}:"%"`,
    ),
  ],
  unsubscribe: ['unsubscribe "%"'],
  subscriptions: ['subscriptions "%"'],
  explain: ['explain "%"'],
  use: ['use "%"'],
  link: ['link "%"', 'link "%@acme.example"'],
  unlink: ['unlink "%"'],
  whoami: ['whoami "%"'],
  can: ['can "%"', `can @ada "%"`, `can @ada run "%"`, `can @ada approve "%"`],
  connect: ['connect "%"'],
  disconnect: ['disconnect "%"'],
  audit: ['audit "%"', 'audit action:"%"', 'audit since:"%"', `audit ${PROJECT} "%"`],
  health: ['health "%"'],
  help: ['help "%"', '"%"'],
};

describeWithDatabase('attacks', (databases) => {
  let bot: Bot;
  let database: Awaited<ReturnType<TestDatabases['database']>>;
  beforeAll(async () => {
    database = await databases.database();
    bot = await startBot(
      { ...databases, database: async () => database },
      { slack: { wrapUrls: 'bare' }, env: { ENCRYPTION_KEYS: keys('a') } },
    );
    person = bot.slack.client.as(ADA);
  });
  afterAll(() => bot.stop());

  let person: Person;
  const ada = () => person;
  const calls = (path: RegExp) =>
    bot.circleci.log.filter((request) => request.method === 'POST' && path.test(request.path)).length;
  const held = async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    return { number, card: await bot.card('deploys', number, 'approve-deploy', 'Approve') };
  };
  /** What Slack sent last, to be sent in another form with a signature that is right. */
  const lastPayload = (): Record<string, unknown> =>
    structuredClone({ ...bot.slack.deliveries.at(-1)?.request.payload });
  const send = (payload: object, how: { readonly signature?: string } = {}) =>
    bot.slack.faults.sendRaw({
      body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
      ...how,
    });
  /** All that Ada sees in a channel, in private or with the others, but what she wrote. */
  const shownIn = async (channel: string) => {
    const own = await ada().ephemerals(channel);
    const all = [...own, ...(await bot.cards(channel))];
    return all.map((one) => `${one.text}\n${messageText(one)}`);
  };
  /** What comes of something: private answers, or a card. */
  const answersTo = async (what: string, act: () => Promise<unknown>, channel = 'backend') => {
    const before = new Set(await shownIn(channel));
    const told = (await ada().ephemerals(channel)).length;
    await act();
    return bot.slack.client.waitFor(
      async () => {
        const news = (await shownIn(channel)).filter((text) => !before.has(text));
        // The same answer as before is one, too.
        const again = (await ada().ephemerals(channel)).slice(told).map(messageText);
        return news.length + again.length > 0 ? [...news, ...again].join('\n') : null;
      },
      { what: `an answer to ${what.slice(0, 80)}`, timeoutMs: 25_000 },
    );
  };
  const projectOffered = (form: ClientView) =>
    bot.slack.client.waitFor(
      async () => ((await ada().options(form, 'run.project', 'web-shop')).options?.length ?? 0) > 0,
      { what: 'the project', timeoutMs: 15_000 },
    );

  it('a click that is sent again, byte for byte or with another signature, approves once', async () => {
    const { number, card } = await held();
    const before = calls(/\/approve\//);
    await ada().click(card, 'Approve');
    const payload = lastPayload();
    const again = await Promise.all([1, 2, 3].map(() => bot.slack.faults.redeliver()));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await send(payload)).status).toBe(200);
    const forged = await send({ ...payload, trigger_id: 'a-new-one' }, { signature: `v0=${'0'.repeat(64)}` });
    expect(forged.status).toBe(401);
    await bot.card('deploys', number, 'Succeeded', `approved by <@${ADA}>`);
    await bot.app.drain();
    expect(calls(/\/approve\//) - before).toBe(1);
  });

  it('a button whose value names another workflow, or no workflow at all, approves nothing', async () => {
    const one = await held();
    const other = await held();
    const [mine, theirs] = [targetOf(one.card), targetOf(other.card)];
    expect(mine.j).not.toBe(theirs.j);
    const before = calls(/\/(?:approve|cancel|rerun)/);
    // Slack's own signature, of somebody who may click.
    const click = (value: unknown) => ({
      type: 'block_actions',
      user: { id: ADA, team_id: bot.slack.team.id },
      team: { id: bot.slack.team.id },
      trigger_id: crypto.randomUUID(),
      channel: { id: 'C0DEPLOYS1' },
      container: { type: 'message', channel_id: 'C0DEPLOYS1', message_ts: one.card.ts, is_ephemeral: false },
      actions: [{ type: 'button', action_id: 'hold.approve', block_id: 'b', value }],
    });
    const altered = [
      JSON.stringify({ ...mine, j: theirs.j }),
      JSON.stringify({ ...mine, w: theirs.w }),
      JSON.stringify({ ...mine, w: crypto.randomUUID() }),
      JSON.stringify({ ...mine, j: `${mine.j}' or true --` }),
      JSON.stringify({ ...mine, j: '../../../project/gh/acme/web-shop/pipeline' }),
      JSON.stringify({ p: mine.p, w: mine.w }),
      '{"__proto__":{"p":"x"}}',
      HOSTILE,
      'x'.repeat(2_000),
      null,
    ];
    for (const value of altered) {
      const told = await answersTo(String(value), () => send(click(value)), 'deploys');
      expect(told).not.toContain('approved by');
      expectHarmless(told);
    }
    await bot.app.drain();
    expect(calls(/\/(?:approve|cancel|rerun)/)).toBe(before);
    for (const { number } of [one, other]) await bot.card('deploys', number, 'Approve');
  });

  it('a form that is submitted twice starts one pipeline', async () => {
    await ada().command('backend', '/circleci run');
    const form = await bot.slack.client.waitFor(() => ada().modal(), { what: 'the form', timeoutMs: 15_000 });
    await projectOffered(form);
    const before = calls(/\/pipeline/);
    expect(await ada().submit(form, { 'run.project': PROJECT })).toMatchObject({ ok: true });
    await Promise.all([1, 2, 3].map(() => bot.slack.faults.redeliver()));
    await bot.slack.client.waitFor(() => calls(/\/pipeline/) > before, {
      what: 'the run',
      timeoutMs: 15_000,
    });
    await bot.app.drain();
    expect(calls(/\/pipeline/) - before).toBe(1);
  });

  it.each(COMMAND_NAMES)('texts of SQL and mrkdwn typed after %s are only texts', async (name) => {
    expect(TYPED[name].length).toBeGreaterThan(0);
    for (const line of TYPED[name]) {
      for (const text of [HOSTILE, ENDLESS]) {
        const told = await answersTo(line, () =>
          ada().command('backend', `/circleci ${line.replace('%', text)}`),
        );
        expect(told).not.toContain('Something broke');
        expectHarmless(told);
      }
    }
  });

  it.each(COMMAND_NAMES)(
    'a token pasted after %s is refused, to be revoked, and not repeated',
    async (name) => {
      for (const line of TYPED[name]) {
        const told = await answersTo(line, () =>
          ada().command('backend', `/circleci ${line.replace('%', TOKEN)}`),
        );
        expect(told).toContain('revoke the token');
        expect(told).not.toContain('pasted_by_mistake');
      }
    },
  );

  it('texts of SQL and mrkdwn in every field of every form are only texts', async () => {
    await answersTo('subscribe', () =>
      ada().command('backend', `/circleci subscribe ${PROJECT} branch:main`),
    );
    const list = () =>
      bot.slack.client.waitFor(
        async () =>
          (await ada().ephemerals('backend')).findLast((one) =>
            JSON.stringify(one.blocks).includes('subscription.edit'),
          ),
        { what: 'the list', timeoutMs: 15_000 },
      );
    const forms: Readonly<Record<string, () => Promise<unknown>>> = {
      run: () => ada().command('backend', '/circleci run'),
      connect: () => ada().command('backend', '/circleci connect'),
      edit: async () => {
        await ada().command('backend', '/circleci subscriptions');
        await ada().click(await list(), 'subscription.edit');
      },
    };
    for (const [name, show] of Object.entries(forms)) {
      const last = (await ada().modal())?.id;
      await show();
      const form = await bot.slack.client.waitFor(
        async () => {
          const shown = await ada().modal();
          return shown !== null && shown.id !== last ? shown : null;
        },
        { what: `the form ${name}`, timeoutMs: 15_000 },
      );
      const fields = textFields(form);
      expect(fields.length, name).toBeGreaterThan(0);
      for (const { field, most } of fields) {
        const entries: Record<string, string> = name === 'run' ? { 'run.project': PROJECT } : {};
        if (name === 'run') await projectOffered(form);
        const submitted = await ada().submit(form, { ...entries, [field]: HOSTILE.slice(0, most) });
        // Slack shows errors of fields as plain text. Source: Slack docs, response_action errors.
        expectHarmless(JSON.stringify({ ...submitted, errors: undefined }));
        // What is taken is answered, and harmless there; the form is closed then.
        if (submitted.ok) break;
      }
      const left = await ada().modal();
      if (left !== null) await ada().close(left);
      await bot.app.drain();
    }
    for (const text of await shownIn('backend')) expectHarmless(text);
  });

  it('leave the tables as they are, nothing that Slack refuses, and no token anywhere', async () => {
    const refused = bot.slack.calls.filter(({ ok }) => !ok);
    expect(refused.map(({ method, error, messages }) => ({ method, error, messages }))).toEqual([]);
    await bot.run(ADA, `${PROJECT} scenario/success`);
    await bot.app.stop();
    const all = await everythingStored(database);
    expect(all).toContain('"actions"');
    expect(all).not.toContain('pasted_by_mistake');
    await bot.restart();
  });
});

/** What the card's button to approve carries. */
function targetOf({ blocks }: ClientMessage): { readonly p: string; readonly w: string; readonly j: string } {
  const buttons = blocks.flatMap((block) => (Array.isArray(block.elements) ? block.elements : []));
  return JSON.parse(buttons.find((one) => one.action_id === 'hold.approve').value);
}

/** Inputs for text, with how much each takes. */
function textFields(view: ClientView): { field: string; most: number }[] {
  return view.blocks.flatMap(({ element }) => {
    const {
      type,
      action_id: field,
      max_length: most,
    } = { type: '', action_id: '', max_length: 3_000, ...Object(element) };
    return type === 'plain_text_input' ? [{ field: String(field), most: Number(most) }] : [];
  });
}

/** Nobody is called, and no link leads where the bot did not put it. */
function expectHarmless(text: string): void {
  expect(text).not.toMatch(/<!(?!date\^\d+\^\{date_short_pretty\} \{time\}\|)/);
  expect(text).not.toContain(`<@${BEN}>`);
  expect(text).not.toContain('<https://evil.example');
  expect(text).not.toMatch(/\p{Cc}(?<!\n)|\u202e|undefined|\[object Object\]/u);
}
