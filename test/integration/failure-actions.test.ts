import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { ADA, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { quiet, replies, reply } from './support/threads.ts';

const Jobs = z.object({
  items: z.array(z.object({ name: z.string(), job_number: z.number().optional() })),
});

describeWithDatabase('what can be done about a failure', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  /** @returns a card whose pipeline failed, and the reply that says why */
  async function failed(scenario: string, evidence: string) {
    const number = await bot.run(ADA, `gh/acme/web-shop scenario/${scenario}`);
    const card = await bot.card('deploys', number, evidence);
    const why = await reply(bot, card, evidence);
    await quiet(bot);
    return { number, card, why };
  }
  const files = async (card: ClientMessage) =>
    (await replies(bot, card)).flatMap((message) => message.files ?? []);
  const file = (card: ClientMessage) =>
    bot.slack.client.waitFor(async () => (await files(card))[0], { what: 'a file in the thread' });

  const get = async (path: string): Promise<unknown> => {
    const headers = { 'circle-token': bot.circleci.token };
    return (await fetch(`${bot.circleci.url}${path}`, { headers })).json();
  };
  const workflowsOf = (card: ClientMessage) => [
    ...new Set(
      [...JSON.stringify(card).matchAll(/workflows\/([0-9a-f-]{36})/g)].map((match) => match[1] ?? ''),
    ),
  ];
  /** The names of a job's steps as CircleCI shows them. */
  async function stepsOfJob(workflowId: string, name: string): Promise<string> {
    const jobs = Jobs.parse(await get(`/api/v2/workflow/${workflowId}/job`));
    const number = jobs.items.find((job) => job.name === name)?.job_number;
    return JSON.stringify(await get(`/api/v1.1/project/github/acme/web-shop/${number}`));
  }

  it('the whole log becomes one file in the thread, masked, when two people ask at once', async () => {
    const { card, why } = await failed('noisy-log', 'the registry answered 503');
    await Promise.all([
      bot.slack.client.as(ADA).click(why, 'Whole log'),
      bot.slack.client.as(BEN).click(why, 'Whole log'),
    ]);
    const shared = await file(card);
    await bot.slack.client.waitFor(
      async () =>
        [
          ...(await bot.slack.client.as(ADA).ephemerals('deploys')),
          ...(await bot.slack.client.as(BEN).ephemerals('deploys')),
        ].some((message) => messageText(message).includes('Somebody has just asked for this log')),
      { what: 'the second one to be told' },
    );
    expect(await files(card)).toHaveLength(1);
    expect(shared.name).toMatch(/^push-image-\d+\.log$/);
    const content = await bot.slack.client.as(BEN).file(shared.id);
    expect(content).toContain('===== Step: Run push-image =====');
    expect(content).toContain('Running push-image');
    expect(content).toContain('using ***** for the registry');
    expect(content).not.toMatch(/hunter2|correct-horse|abcdefgh12345678/);
    expect(content).not.toContain('\u001b');
  });

  it('says so when CircleCI gives no log, and gives it to the next one who asks', async () => {
    const { card, why } = await failed('failure', 'applies a voucher once');
    for (const path of [/\/api\/v3\/jobs\//, /\/api\/v1\.1\/project\//]) {
      bot.circleci.faults.next({ match: { path }, behaviour: { kind: 'status', status: 404 } });
    }
    await bot.slack.client.as(ADA).click(why, 'Whole log');
    await bot.told(ADA, 'deploys', 'CircleCI did not give the log of this job');
    expect(await files(card)).toEqual([]);
    await bot.slack.client.as(BEN).click(why, 'Whole log');
    await file(card);
  });

  it('says so when Slack did not answer, and does not share it twice', async () => {
    const { card, why } = await failed('failure', 'applies a voucher once');
    bot.slack.faults.next({ method: 'files.completeUploadExternal', behaviour: 'resetAfter' });
    await bot.slack.client.as(BEN).click(why, 'Whole log');
    await bot.told(BEN, 'deploys', 'Slack did not say whether it took the file');
    await bot.slack.client.as(BEN).click(why, 'Whole log');
    await bot.told(BEN, 'deploys', 'Somebody has just asked for this log');
    expect(await files(card)).toHaveLength(1);
  });

  it('runs exactly this job again with SSH, once, and says how to get in', async () => {
    const { number, card, why } = await failed('rerun', 'applies a voucher once');
    const sent = () => bot.circleci.log.filter(({ path }) => path.endsWith('/rerun'));
    const before = sent().length;
    await Promise.all([
      bot.slack.client.as(ADA).click(why, 'Rerun with SSH'),
      bot.slack.client.as(BEN).click(why, 'Rerun with SSH'),
    ]);
    const told = await bot.slack.client.waitFor(
      async () =>
        [
          ...(await bot.slack.client.as(ADA).ephemerals('deploys')),
          ...(await bot.slack.client.as(BEN).ephemerals('deploys')),
        ].find((message) => messageText(message).includes('The rerun with SSH has started')),
      { what: 'how to get in', timeoutMs: 45_000 },
    );
    expect(messageText(told)).toContain('SSH keys of the bot’s CircleCI user');
    const again = await bot.card('deploys', number, 'attempt 2');
    expect(again.ts).toBe(card.ts);
    await quiet(bot);
    expect(
      sent()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([202]);
    const rerun = workflowsOf(again).find((id) => !workflowsOf(card).includes(id)) ?? '';
    expect(await stepsOfJob(rerun, 'test')).toContain('Enable SSH');
  });
});

describeWithDatabase('an app that may not upload files', (databases) => {
  it('says what is missing, and shares nothing', async () => {
    const scopes = ['channels:history', 'chat:write', 'commands', 'groups:history', 'users:read'];
    const bot = await startBot(databases, { slack: { scopes } });
    try {
      const number = await bot.run(ADA, 'gh/acme/web-shop scenario/failure');
      const card = await bot.card('deploys', number, 'tests failed');
      const why = await reply(bot, card, 'applies a voucher once');
      await bot.slack.client.as(ADA).click(why, 'Whole log');
      await bot.told(ADA, 'deploys', 'lacks the scope `files:write`');
      expect((await replies(bot, card)).flatMap(({ files = [] }) => files)).toEqual([]);
    } finally {
      await bot.stop();
    }
  });
});
