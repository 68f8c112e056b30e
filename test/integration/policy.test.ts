import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { ADAS, BENS, keys } from '../support/people.ts';

/** Calls herself as Ada does. */
const MIMIC = 'U0MIMIC0005';
const GUEST = 'U0GUEST0006';
const OTHER_GUEST = 'U0GUEST0007';
const OWNERS = 'S0OWNERS01';
const TEAM = 'S0TEAM0002';

const POLICY = `version: 1
rules:
  - name: everybody runs scenarios
    allow: [run]
    where: { project: gh/acme/web-shop, branch: "scenario/**" }
    who: { everyone: true, users: [${GUEST}] }
  - name: owners approve
    allow: [approve]
    where: { project: gh/acme/*, job: approve-deploy }
    who: { users: [${ADA}], groups: [${OWNERS}] }
  - name: the team reruns
    allow: [rerun]
    who: { groups: [${TEAM}] }
  - name: cancelling takes a reason
    allow: [cancel]
    who: { everyone: true }
    when: { reason: true }
  - name: Chie locks main
    allow: [lock]
    where: { project: gh/acme/web-shop, branch: main }
    who: { users: [${CHIE}] }
  - name: Chie looks after this
    allow: [audit, subscribe]
    who: { users: [${CHIE}] }
`;

describeWithDatabase('rules about who may do what', (databases) => {
  let bot: Bot;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-policy-'));
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    bot = await startBot(databases, {
      circleci: { otherUsers: [ADAS, BENS] },
      slack: {
        wrapUrls: 'bare',
        userGroups: { [OWNERS]: [], [TEAM]: [CHIE, OTHER_GUEST] },
        users: [
          { id: ADA, name: 'ada', realName: 'Ada' },
          { id: BEN, name: 'ben', realName: 'Ben' },
          { id: CHIE, name: 'chie', realName: 'Chie' },
          { id: MIMIC, name: 'ada', realName: 'Ada' },
          { id: GUEST, name: 'guest', realName: 'A Guest', isGuest: true },
          { id: OTHER_GUEST, name: 'guest2', realName: 'Another Guest', isGuest: true },
        ],
      },
      env: { POLICY_FILE: join(folder, 'policy.yaml'), ENCRYPTION_KEYS: keys('a') },
    });
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (user: string) => bot.slack.client.as(user);
  const approvals = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && path.includes('/approve/')).length;
  const held = async () => {
    const number = await bot.run(BEN, 'gh/acme/web-shop scenario/hold');
    return { number, card: await bot.card('deploys', number, 'approve-deploy', 'Approve') };
  };
  /** The next private answer to somebody after they did something. */
  const answerTo = async (user: string, act: () => Promise<unknown>) => {
    const before = (await person(user).ephemerals('deploys')).length;
    await act();
    const answer = await bot.slack.client.waitFor(
      async () => answerAfter(await person(user).ephemerals('deploys'), before),
      {
        what: `an answer to ${user}`,
        timeoutMs: 45_000,
      },
    );
    return messageText(answer);
  };
  const says = (user: string, words: string) =>
    answerTo(user, () => person(user).command('deploys', `/circleci ${words}`));

  it('asks Slack who is in a group when it counts: removed before the click is too late, unreadable is no', async () => {
    const { card, number } = await held();
    const before = approvals();
    bot.slack.faults.next({ method: 'usergroups.users.list', behaviour: 'error', error: 'internal_error' });
    expect(await answerTo(BEN, () => person(BEN).click(card, 'Approve'))).toContain('who is in the groups');
    bot.slack.setUserGroup(OWNERS, [BEN, OTHER_GUEST]);
    bot.slack.setUserGroup(OWNERS, [OTHER_GUEST]);
    expect(await answerTo(BEN, () => person(BEN).click(card, 'Approve'))).toContain(
      `You cannot approve this, so nothing was done: only <!subteam^${OWNERS}>, <@${ADA}> can (by *owners approve*)`,
    );
    expect(approvals()).toBe(before);
    // Of another group she is a member, and Slack says so.
    expect(await says(BEN, `can @chie rerun ${number}`)).toContain('Yes, by the rule *the team reruns*');
    expect(await says(BEN, `can @guest2 rerun ${number}`)).toContain('No rule allows you this');
  });

  it('lets in whom a rule names by id, and not whoever has the same name', async () => {
    const { card, number } = await held();
    const before = approvals();
    const only = `only <!subteam^${OWNERS}>, <@${ADA}> can`;
    expect(await answerTo(MIMIC, () => person(MIMIC).click(card, 'Approve'))).toContain(only);
    expect(await answerTo(BEN, () => person(BEN).click(card, 'Approve'))).toContain(only);
    expect(
      await answerTo(BEN, () => person(BEN).command('deploys', `/circleci reject ${number} no`)),
    ).toContain(`You cannot reject this, so nothing was done: ${only}`);
    expect(approvals()).toBe(before);
    await person(ADA).click(card, 'Approve');
    await bot.card('deploys', number, 'Succeeded', `approved by <@${ADA}>`);
    expect(approvals() - before).toBe(1);
  });

  it('denies guests, also those in a group, but for the one whom a rule names', async () => {
    expect(await says(OTHER_GUEST, 'run gh/acme/web-shop scenario/success')).toContain(
      'Guests of this workspace',
    );
    await bot.run(GUEST, 'gh/acme/web-shop scenario/success');
    const { number } = await held();
    for (const words of ['run gh/acme/web-shop main', `approve ${number}`]) {
      const refused = await says(GUEST, words);
      expect(refused).toContain('No rule allows you this');
      // Names are for members of the workspace.
      expect(refused).not.toMatch(/<@U|subteam/);
    }
  });

  it('tells whoever may not run it that, and not which parameters it has', async () => {
    const answer = await says(BEN, 'run gh/acme/web-shop main no_such_parameter=1');
    expect(answer).toContain('No one can run this here at the moment');
    expect(answer).toContain('By the rules you can run this only on other branches');
    expect(answer).not.toContain('no_such_parameter');
    // Whoever may is told of the mistake.
    expect(await says(BEN, 'run gh/acme/web-shop scenario/success no_such_parameter=1')).toContain(
      'no_such_parameter',
    );
  });

  it('judges a run that names no branch as one of the default branch', async () => {
    expect(await says(BEN, 'run gh/acme/web-shop')).toContain('only on other branches');
    expect(await says(BEN, 'run gh/acme/payments-api scenario/success')).toContain('only in other projects');
  });

  it('explains who may lock what: a branch is not a pattern of branches, nor everything', async () => {
    expect(await says(BEN, 'can @chie lock gh/acme/web-shop/main')).toContain('the rule *Chie locks main*');
    for (const place of ['gh/acme/web-shop/m*', 'gh/acme/web-shop', '', 'gh/acme/payments-api/main']) {
      expect(await says(BEN, `can @chie lock ${place}`)).toContain('No rule allows you this');
    }
    expect(await says(BEN, 'lock gh/acme/web-shop/main 1h mine')).toContain(
      `You cannot lock or unlock this, so nothing was done: only <@${CHIE}> can (by *Chie locks main*)`,
    );
    expect(await says(BEN, 'stop gh/acme/web-shop')).toContain('No one can stop what runs here');
  });

  it('takes a reason where a rule wants one, and keeps it', async () => {
    const { number } = await held();
    expect(await says(BEN, `cancel ${number}`)).toContain('it takes a reason');
    expect(await says(BEN, `cancel ${number} reason:"wrong <!channel> build"`)).toContain('Canceled');
    const told = await says(CHIE, 'audit action:cancel');
    expect(told).toContain('reason: wrong &lt;!channel&gt; build');
    expect(told).toContain('cancelling takes a reason');
    expect(told).toContain('denied');
  });

  it('shows others’ attempts only to whom a rule allows audit', async () => {
    expect(await says(CHIE, 'audit @ben')).toContain(`<@${BEN}>`);
    expect(await says(BEN, `audit ${ADA}`)).toContain('You can see what you asked for yourself');
    const own = await says(BEN, 'audit');
    expect(own).toContain(`<@${BEN}>`);
    expect(own).not.toContain(`<@${ADA}>`);
  });

  it('guards what a channel is subscribed to', async () => {
    const only = `You cannot subscribe a channel to this, so nothing was done: only <@${CHIE}> can`;
    expect(await says(BEN, 'subscribe gh/acme/web-shop')).toContain(only);
    expect(await says(CHIE, 'subscribe gh/acme/web-shop')).toContain('now shows');
    expect(await says(BEN, 'unsubscribe gh/acme/web-shop')).toContain(only);
  });

  it('explains a decision rule by rule, of somebody named by mention, and does nothing', async () => {
    const { number } = await held();
    const before = approvals();
    const no = await says(BEN, `can @ben approve ${number}`);
    expect(no).toContain('No rule allows you this');
    expect(no).toContain('➖ *owners approve* (line 7): is about other people');
    const yes = await says(BEN, `can ${ADA} approve ${number}`);
    expect(yes).toContain('Yes, by the rule *owners approve*');
    expect(yes).toContain('with the bot’s token');
    expect(await says(BEN, 'can @ben run gh/acme/web-shop scenario/x')).toContain('everybody runs scenarios');
    expect(await says(BEN, 'can ben run')).toContain('Mention them');
    expect(await says(BEN, 'can @ben explode')).toContain('`rerun_ssh`');
    expect(approvals()).toBe(before);
  });
});
