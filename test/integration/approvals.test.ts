import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const APPROVE = /\/approve\//;

describeWithDatabase('approving', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
  });
  afterAll(() => bot.stop());

  const approvals = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && APPROVE.test(path));

  /** Starts a scenario and waits for its hold. */
  const held = async (scenario: string, ...texts: string[]) => {
    const number = await bot.run(ADA, `gh/acme/web-shop scenario/${scenario}`);
    return { number, card: await bot.card('deploys', number, ...texts) };
  };

  it('calls CircleCI once when two people click at the same time, and tells the second one the truth', async () => {
    const { card, number } = await held('hold', 'approve-deploy', 'Approve');
    const before = approvals().length;
    await Promise.all([
      bot.slack.client.as(ADA).click(card, 'Approve'),
      bot.slack.client.as(BEN).click(card, 'Approve'),
    ]);
    await bot.card('deploys', number, 'Succeeded');
    expect(approvals().length - before).toBe(1);
    const answers = await Promise.all(
      [ADA, BEN].map((user) => bot.slack.client.as(user).ephemerals('deploys')),
    );
    const second = answers.flat().filter(({ text }) => text.includes('already taken care of'));
    expect(second).toHaveLength(1);
  });

  it('approves exactly the hold that was clicked when several wait', async () => {
    const { card, number } = await held('two-holds', 'approve-eu', 'approve-us', 'approve-staging');
    const button = card.blocks
      .flatMap((block) => (Array.isArray(block.elements) ? block.elements : []))
      .find(
        (element) => element.action_id === 'hold.approve' && JSON.stringify(element).includes('approve-us'),
      );
    expect(button).toBeDefined();
    const holder = card.blocks.find(
      (block) => Array.isArray(block.elements) && block.elements.includes(button),
    );
    await bot.slack.client
      .as(ADA)
      .click(card, { blockId: String(holder?.block_id), actionId: 'hold.approve' });
    const after = await bot.card('deploys', number, '*approve-us*: approved by');
    expect(JSON.stringify(after.blocks)).toContain('approve-eu');
    const jobs = bot.circleci.log.filter(({ path }) => APPROVE.test(path)).at(-1);
    const rows = await fetch(`${bot.circleci.url}/api/v2/workflow/${jobs?.path.split('/')[4]}/job`, {
      headers: { 'circle-token': bot.circleci.token },
    });
    const { items } = (await rows.json()) as { items: { name: string; status: string }[] };
    const statusOf = (name: string) => items.find((job) => job.name === name)?.status;
    expect(statusOf('approve-us')).toBe('success');
    expect(statusOf('approve-eu')).toBe('on_hold');
  });

  it('tells in their language whoever clicks on a hold that was decided elsewhere', async () => {
    const { card, number } = await held('hold', 'approve-deploy', 'Approve');
    const call = (path: string, method = 'GET') =>
      fetch(`${bot.circleci.url}/api/v2${path}`, { method, headers: { 'circle-token': bot.circleci.token } });
    const [row] = await approvable(call);
    await call(`/workflow/${row?.workflow}/approve/${row?.id}`, 'POST');
    await bot.slack.client.as(CHIE).click(card, 'Approve');
    await bot.told(CHIE, 'deploys', '承認待ちではない');
    await bot.card('deploys', number, 'Succeeded');
  });

  it('never claims an approval that CircleCI did not take', async () => {
    const { card, number } = await held('hold', 'approve-deploy', 'Approve');
    bot.circleci.faults.next({
      match: { method: 'POST', path: APPROVE },
      behaviour: { kind: 'status', status: 403, body: { message: 'You may not approve this job.' } },
    });
    await bot.slack.client.as(ADA).click(card, 'Approve');
    await bot.told(ADA, 'deploys', 'no longer knows this approval');
    const still = await bot.card('deploys', number, 'did not go through', 'Approve');
    expect(JSON.stringify(still.blocks)).not.toContain('approved by');
    await bot.slack.client.as(BEN).click(still, 'Approve');
    await bot.card('deploys', number, 'Succeeded', `approved by <@${BEN}>`);
  });

  it('reads back instead of approving twice when the answer is lost', async () => {
    const { card, number } = await held('hold', 'approve-deploy', 'Approve');
    const before = approvals().length;
    bot.circleci.faults.next({ match: { method: 'POST', path: APPROVE }, behaviour: { kind: 'resetAfter' } });
    await bot.slack.client.as(ADA).click(card, 'Approve');
    await bot.card('deploys', number, 'Succeeded', `approved by <@${ADA}>`);
    expect(approvals().length - before).toBe(1);
  });

  it('says that nothing was approved while CircleCI is down', async () => {
    const { card, number } = await held('hold', 'approve-deploy', 'Approve');
    bot.circleci.faults.down(true);
    await bot.slack.client.as(ADA).click(card, 'Approve');
    await bot.told(ADA, 'deploys', 'could not be reached. Nothing was approved');
    bot.circleci.faults.down(false);
    const still = await bot.card('deploys', number, 'Approve');
    await bot.slack.client.as(ADA).click(still, 'Approve');
    await bot.card('deploys', number, 'Succeeded');
  });
});

/** The newest pipeline's holds that wait. */
async function approvable(
  call: (path: string) => Promise<Response>,
): Promise<{ id: string; workflow: string }[]> {
  const json = async (path: string) =>
    (await (await call(path)).json()) as { items: Record<string, string>[] };
  const [newest] = (await json('/project/gh/acme/web-shop/pipeline')).items;
  const [workflow] = (await json(`/pipeline/${newest?.id}/workflow`)).items;
  const { items } = await json(`/workflow/${workflow?.id}/job`);
  return items
    .filter((job) => job.type === 'approval' && job.status === 'on_hold')
    .map((job) => ({ id: job.id ?? '', workflow: workflow?.id ?? '' }));
}
