import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { type AuditFilter, searchAudit } from '../../src/audit/search.ts';
import { govern } from '../../src/policy/govern.ts';
import { readPolicy } from '../../src/policy/read.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';

const POLICY = `version: 1
rules:
  - name: everybody runs
    allow: [run]
    who: { everyone: true }
  - name: Ada looks after the bot
    allow: [admin, audit]
    who: { users: [${ADA}] }
  - name: shops are muted by those who run them
    allow: [mute]
    where: { project: gh/acme/web-shop, channel: ${DEPLOYS} }
    who: { users: [${ADA}] }
`;

describeWithDatabase('what people do to the bot itself', (databases) => {
  let bot: Bot;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-own-'));
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    bot = await startBot(databases, {
      slack: { wrapUrls: 'bare' },
      env: { POLICY_FILE: join(folder, 'policy.yaml') },
    });
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (user: string) => bot.slack.client.as(user);
  const answerTo = async (user: string, act: () => Promise<unknown>) => {
    const before = (await person(user).ephemerals('deploys')).length;
    await act();
    const answer = await bot.slack.client.waitFor(
      async () => answerAfter(await person(user).ephemerals('deploys'), before),
      { what: `an answer to ${user}`, timeoutMs: 15_000 },
    );
    return messageText(answer);
  };
  const says = (user: string, words: string) =>
    answerTo(user, () => person(user).command('deploys', `/circleci ${words}`));

  it('sending again what was given up takes the rule for it, and is written down', async () => {
    expect(await says(BEN, 'health')).not.toContain('You cannot');
    expect(await says(BEN, 'health resend')).toContain(
      `You cannot do this, so nothing was done: only <@${ADA}> can`,
    );
    expect(await says(ADA, 'health resend')).not.toContain('You cannot');
    const log = await says(ADA, 'audit action:resend');
    expect(log).toMatch(/confirmed|done/i);
    expect(log).toContain(`<@${BEN}>`);
    expect(log).toContain('Ada looks after the bot');
  });

  it('muting a card takes the rule for it, which is about the card’s own project', async () => {
    const number = await bot.run(ADA, 'gh/acme/web-shop scenario/hold');
    const card = await bot.card('deploys', number, 'Approve');
    expect(await answerTo(BEN, () => person(BEN).click(card, 'Mute'))).toContain(
      `You cannot mute this, so nothing was done: only <@${ADA}> can`,
    );
    expect(messageText(await bot.card('deploys', number))).not.toContain('Muted by');
    await person(ADA).click(card, 'Mute');
    await bot.card('deploys', number, `Muted by <@${ADA}>`);
  });

  it('muting a card of another project takes another rule', async () => {
    const other = await bot.run(ADA, 'gh/acme/payments-api scenario/hold');
    const elsewhere = await bot.card('deploys', other, 'Approve');
    expect(await answerTo(ADA, () => person(ADA).click(elsewhere, 'Mute'))).toContain(
      'can mute this here at the moment',
    );
    expect(await says(ADA, 'audit action:mute')).toContain('shops are muted by those who run them');
  });

  it('saying who one is takes no rule, and is written down', async () => {
    expect(await says(CHIE, 'link tanaka')).not.toContain('You cannot');
    expect(await says(ADA, 'audit action:link')).toContain(`<@${CHIE}>`);
  });

  it('can be asked about', async () => {
    expect(await says(BEN, 'can @ben admin')).toContain('No rule allows');
    expect(await says(BEN, 'can @ada mute gh/acme/web-shop main')).toContain('Yes, by the rule');
  });
});

describeWithDatabase('what people do to the bot itself, step by step', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());
  const entries = async (filter: AuditFilter) =>
    (await searchAudit(core.ctx.db, filter, 10)).entries.toReversed();

  it('leaves an entry before and one after, also when it breaks', async () => {
    const deed = { name: 'resend', action: 'admin' as const };
    const done = await govern(core.ctx, core.actor, deed, async () => ({ value: 3, detail: { count: 3 } }));
    expect(done).toEqual({ ok: true, value: 3 });
    const broken = () => Promise.reject(new Error('the database is away'));
    await expect(govern(core.ctx, core.actor, deed, broken)).rejects.toThrow('away');
    expect((await entries({ action: 'resend' })).map(({ event }) => event)).toEqual([
      'allowed',
      'confirmed',
      'allowed',
      'failed',
    ]);
  });

  it('is not done when no rule allows it', async () => {
    const reading = readPolicy(
      'version: 1\nrules:\n  - { name: runs, allow: [run], who: { everyone: true } }\n',
    );
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    core.rules.current = reading.policy;
    let done = 0;
    const work = async () => {
      done += 1;
      return { value: null };
    };
    const deed = { name: 'mute', action: 'mute' as const, where: { project: 'gh/acme/web-shop' } };
    expect(await govern(core.ctx, core.actor, deed, work)).toMatchObject({ ok: false });
    expect(done).toBe(0);
    expect(await entries({ action: 'mute' })).toMatchObject([
      { event: 'denied', why: 'denied', where: { project: 'gh/acme/web-shop', channel: DEPLOYS } },
    ]);
  });
});
