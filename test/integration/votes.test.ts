import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage, ClientView } from '../../simulators/slack/protocol.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { ADAS, BENS, keys, TOKENS } from '../support/people.ts';

const DAN = 'U0DAN00004';
const EVE = 'U0EVE00005';
const GUEST = 'U0GUEST0006';
const OWNERS = 'S0OWNERS01';

const POLICY = `version: 1
rules:
  - name: everybody runs and cancels
    allow: [run, cancel, rerun]
    who: { everyone: true, users: [${GUEST}] }
  - name: two owners
    allow: [approve]
    where: { project: gh/acme/web-shop, job: approve-deploy }
    who: { users: [${ADA}], groups: [${OWNERS}] }
    when: { approvers: 2, not_starter: true }
  - name: say why
    allow: [approve]
    where: { project: gh/acme/payments-api }
    who: { users: [${ADA}, ${BEN}] }
    when: { reason: true }
`;

const HOSTILE = '<!channel> *boo* `x` ~y~ <https://evil.example|click> & \u0000\u202ezzz';

describeWithDatabase('approvals that take several people', (databases) => {
  let bot: Bot;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-votes-'));
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    bot = await startBot(databases, {
      circleci: { otherUsers: [ADAS, BENS] },
      slack: {
        wrapUrls: 'bare',
        userGroups: { [OWNERS]: [BEN, EVE] },
        users: [
          { id: ADA, name: 'ada', realName: 'Ada' },
          { id: BEN, name: 'ben', realName: 'Ben' },
          { id: CHIE, name: 'chie', realName: 'Chie' },
          { id: DAN, name: 'dan', realName: 'Dan' },
          { id: EVE, name: 'eve', realName: 'Eve' },
          { id: GUEST, name: 'guest', realName: 'A Guest', isGuest: true },
        ],
      },
      env: { POLICY_FILE: join(folder, 'policy.yaml'), ENCRYPTION_KEYS: keys('a') },
    });
    for (const user of [ADA, BEN]) {
      await person(user).command('lounge', '/circleci connect');
      await person(user).submit(await modalOf(user), { 'identity.token': TOKENS[user]?.token ?? '' });
      await bot.told(user, 'lounge', 'connected to CircleCI');
    }
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (user: string) => bot.slack.client.as(user);
  const modalOf = (user: string): Promise<ClientView> =>
    bot.slack.client.waitFor(() => person(user).modal(), { what: 'the form', timeoutMs: 15_000 });
  const calls = (path: RegExp) =>
    bot.circleci.log.filter((one) => one.method === 'POST' && path.test(one.path)).length;
  const held = async (project = 'web-shop', scenario = 'hold', job = 'approve-deploy') => {
    const number = await bot.run(CHIE, `gh/acme/${project} scenario/${scenario}`);
    return { number, card: await bot.card('deploys', number, job, 'Approve') };
  };
  /** A private answer that somebody gets after they did something, with this in it: others may be on their way. */
  const answers = async (user: string, act: () => Promise<unknown>, text: string) => {
    const before = (await person(user).ephemerals('deploys')).length;
    await act();
    const answer = await bot.slack.client.waitFor(
      async () =>
        (await person(user).ephemerals('deploys'))
          .slice(before)
          .find((message) => messageText(message).includes(text)),
      { what: `an answer to ${user} with “${text}”`, timeoutMs: 15_000 },
    );
    return messageText(answer);
  };
  const says = (user: string, words: string, text: string) =>
    answers(user, () => person(user).command('deploys', `/circleci ${words}`), text);
  const approverOf = async (card: ClientMessage) => {
    const workflow = /workflows\/([0-9a-f-]{36})/.exec(messageText(card))?.[1] ?? '';
    const answer = await fetch(`${bot.circleci.url}/api/v2/workflow/${workflow}/job`, {
      headers: { 'circle-token': bot.circleci.token },
    });
    const { items } = (await answer.json()) as { items: { name: string; approved_by?: string }[] };
    return items.find(({ name }) => name === 'approve-deploy')?.approved_by;
  };

  it('wait for the last one, who approves as themselves; nobody counts twice, nor whoever started it', async () => {
    const { number, card } = await held();
    const before = calls(/\/approve\//);
    await person(ADA).click(card, 'Approve');
    const one = await bot.card('deploys', number, `1 of 2 approvals: <@${ADA}>`, '1 more is needed');
    await answers(ADA, () => person(ADA).click(one, 'Approve'), 'each person counts once');
    await answers(CHIE, () => person(CHIE).click(one, 'Approve'), 'You cannot');
    await answers(DAN, () => person(DAN).click(one, 'Approve'), 'You cannot');
    expect(calls(/\/approve\//)).toBe(before);
    await person(BEN).click(one, 'Approve');
    const done = await bot.card('deploys', number, 'Succeeded', `approved by <@${BEN}>`);
    expect(messageText(done)).toContain(`Approved by <@${ADA}>, <@${BEN}>`);
    expect(calls(/\/approve\//) - before).toBe(1);
    expect(await approverOf(done)).toBe(BENS.id);
    await says(ADA, 'audit action:vote', 'two owners');
  });

  it('are withdrawn by a button or a command, and then the others wait for one more', async () => {
    const { number, card } = await held();
    await person(ADA).click(card, 'Approve');
    const one = await bot.card('deploys', number, '1 of 2 approvals');
    await answers(BEN, () => person(BEN).click(one, 'Withdraw approval'), 'no approval of yours');
    await answers(ADA, () => person(ADA).click(one, 'Withdraw approval'), 'is withdrawn');
    await person(BEN).click(one, 'Approve');
    const next = await bot.card('deploys', number, `1 of 2 approvals: <@${BEN}>`);
    expect(messageText(next)).not.toContain(`<@${ADA}>`);
    await says(BEN, `withdraw ${number}`, 'is withdrawn');
    await says(BEN, `withdraw ${number}`, 'vote of yours');
    await says(ADA, 'audit action:withdraw', '*withdraw*');
  });

  it('are all void in a rerun: it has a hold of its own', async () => {
    const { number, card } = await held();
    await person(ADA).click(card, 'Approve');
    await bot.card('deploys', number, '1 of 2 approvals');
    await says(ADA, `cancel ${number}`, 'Canceled');
    const canceled = await bot.card('deploys', number, 'Canceled');
    expect(messageText(canceled)).not.toContain('1 of 2');
    await says(ADA, `rerun ${number}`, 'rerun has started');
    const anew = await bot.card('deploys', number, 'attempt 2', '*approve-deploy* waits for approval');
    expect(messageText(anew)).not.toContain('1 of 2');
    await person(BEN).click(anew, 'Approve');
    const own = await bot.card('deploys', number, `1 of 2 approvals: <@${BEN}>`);
    expect(messageText(own)).not.toContain(`1 of 2 approvals: <@${ADA}>`);
  });

  it('take a reason in a form where a rule wants one, and show it without its tricks', async () => {
    const { number, card } = await held('payments-api');
    const before = calls(/\/approve\//);
    await person(ADA).click(card, 'Approve');
    const form = await modalOf(ADA);
    expect(await person(ADA).submit(form, { 'hold.reason': ' \u200b ' })).toMatchObject({ ok: false });
    expect(calls(/\/approve\//)).toBe(before);
    await person(ADA).submit(form, { 'hold.reason': HOSTILE });
    const done = await bot.card('deploys', number, 'Succeeded', `approved by <@${ADA}>`);
    const text = messageText(done);
    expect(text).toContain('&lt;!channel&gt; ∗boo∗');
    expect(text).not.toMatch(/<!channel>|<https:\/\/evil/);
    expect(calls(/\/approve\//) - before).toBe(1);
    await says(ADA, 'audit action:approve', '&lt;!channel&gt;');
  });

  it('do once what a form asks that is sent twice', async () => {
    const { number, card } = await held('payments-api');
    const before = calls(/\/approve\//);
    await person(BEN).click(card, 'Approve');
    const form = await modalOf(BEN);
    const values = { 'hold.reason': 'once' };
    await Promise.allSettled([person(BEN).submit(form, values), person(BEN).submit(form, values)]);
    await bot.card('deploys', number, 'Succeeded', `approved by <@${BEN}>`);
    await bot.app.drain();
    expect(calls(/\/approve\//) - before).toBe(1);
  });

  it('can be rejected by one of those who may approve, who has to say why', async () => {
    const { number, card } = await held();
    const before = calls(/\/approve\/|\/cancel$/);
    await person(ADA).click(card, 'Approve');
    const one = await bot.card('deploys', number, '1 of 2 approvals');
    await person(DAN).click(one, 'Reject');
    const asked = await modalOf(DAN);
    expect(JSON.stringify(asked)).toContain('cancels the whole workflow');
    await answers(DAN, () => person(DAN).submit(asked, { 'hold.reason': 'because' }), 'You cannot');
    expect(calls(/\/approve\/|\/cancel$/)).toBe(before);
    await person(BEN).click(one, 'Reject');
    await person(BEN).submit(await modalOf(BEN), { 'hold.reason': HOSTILE });
    const done = await bot.card('deploys', number, 'Canceled', `rejected by <@${BEN}>`);
    expect(messageText(done)).toContain('&lt;!channel&gt;');
    expect(messageText(done)).not.toMatch(/<!channel>|<https:\/\/evil/);
    expect(calls(/\/approve\/|\/cancel$/) - before).toBe(1);
    const told = await says(BEN, 'audit action:reject', '*reject* done');
    expect(told).toContain('two owners');
  });

  it('are rejected by a command with the reason behind it, cut to a length', async () => {
    const { number } = await held();
    await says(EVE, `reject ${number} ${'ab '.repeat(1_000)}`, 'Rejected');
    const done = await bot.card('deploys', number, `rejected by <@${EVE}> (with the bot’s token)`, 'ab ab');
    expect(messageText(done).length).toBeLessThan(3_000);
    await says(EVE, `reject ${number} again`, `Nothing in ${number}`);
  });

  it('are offered to choose from when several wait, and asked for a reason by the command, too', async () => {
    const number = await bot.run(CHIE, 'gh/acme/payments-api scenario/two-holds');
    await bot.card('deploys', number, 'approve-eu', 'approve-us');
    await says(ADA, `reject ${number}`, 'is to be rejected');
    const list = await bot.told(ADA, 'deploys', 'is to be rejected');
    const row = list.blocks.find((block) => JSON.stringify(block).includes('approve-us'));
    if (row === undefined) throw new Error('no list');
    await person(ADA).click(list, { blockId: String(row.block_id), actionId: 'pick.reject' });
    const form = await modalOf(ADA);
    await person(ADA).submit(form, { 'hold.reason': 'not this region' });
    await bot.card('deploys', number, `rejected by <@${ADA}>`, 'not this region');
  });

  it('are given by whoever stands in for somebody, once, and not by guests or strangers', async () => {
    await says(ADA, 'delegate', 'Nobody stands in for you');
    await says(ADA, 'delegate @guest 4h', 'Only full members');
    await says(ADA, 'delegate @dan', 'For how long');
    await says(ADA, 'delegate @dan 900d', 'For how long');
    await says(ADA, `delegate ${ADA} 4h`, 'yourself');
    await says(ADA, 'delegate @dan 4h <!channel> on holiday', `<@${DAN}>`);
    await says(DAN, 'whoami', `stand in for <@${ADA}>`);
    await says(ADA, 'whoami', `<@${DAN}> stands in for you`);
    // A right that came by delegation goes no further.
    await says(DAN, 'delegate @chie 4h', `<@${CHIE}>`);
    const { number, card } = await held();
    await says(DAN, `can @dan approve ${number}`, `in the place of <@${ADA}>`);
    await says(DAN, `can @ben approve ${number}`, 'It takes 2 people');
    await person(DAN).click(card, 'Approve');
    const one = await bot.card('deploys', number, `1 of 2 approvals: <@${DAN}> for <@${ADA}>`);
    await says(DAN, 'audit action:vote', `<@${DAN}> for <@${ADA}>`);
    await answers(ADA, () => person(ADA).click(one, 'Approve'), 'with the same right');
    await answers(DAN, () => person(DAN).click(one, 'Approve'), 'each person counts once');
    await answers(CHIE, () => person(CHIE).click(one, 'Approve'), 'You cannot');
    // Once it ends, what was given in its name counts no more.
    await says(ADA, 'delegate off', 'any more');
    await person(BEN).click(one, 'Approve');
    const two = await bot.card('deploys', number, `1 of 2 approvals: <@${BEN}>`, `counts no more: <@${DAN}>`);
    await person(EVE).click(two, 'Approve');
    const done = await bot.card('deploys', number, 'Succeeded', `approved by <@${EVE}>`);
    expect(messageText(done)).toContain(`Approved by <@${BEN}>, <@${EVE}>`);
  });

  it('never let whoever started it count through somebody else', async () => {
    await says(ADA, 'delegate @dan 1h', `<@${DAN}>`);
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/hold');
    const card = await bot.card('deploys', number, 'approve-deploy', 'Approve');
    await answers(DAN, () => person(DAN).click(card, 'Approve'), 'whoever started it may not');
    await says(ADA, 'delegate off', 'any more');
  });
});
