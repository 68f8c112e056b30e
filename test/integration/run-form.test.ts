import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientView } from '../../simulators/slack/protocol.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
/** What Slack waits for a typeahead. */
const TYPEAHEAD_MS = 3_000;

describeWithDatabase('the form of /circleci run', (databases) => {
  let bot: Bot;
  /** Moves Slack's clock, by which triggers expire. */
  let ahead = 0;
  beforeAll(async () => {
    bot = await startBot(databases, { slack: { clock: { now: () => Date.now() + ahead } } });
  });
  afterAll(() => bot.stop());

  const open = async (user: string, channel: string): Promise<ClientView> => {
    const person = bot.slack.client.as(user);
    const before = (await person.modal())?.id;
    expect(await person.command(channel, '/circleci run')).toMatchObject({ ok: true });
    return bot.slack.client.waitFor(
      async () => {
        const modal = await person.modal();
        return modal !== null && modal.id !== before ? modal : null;
      },
      { what: 'the form' },
    );
  };
  const labels = (options: readonly object[] | undefined) =>
    (options ?? []).map((one) => JSON.stringify(one));
  const triggers = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && /\/pipeline(?:\/run)?$/.test(path))
      .length;
  const blockOf = (view: ClientView, actionId: string) =>
    view.blocks.find(({ element }) => JSON.stringify(element ?? {}).includes(`"${actionId}"`));

  it('opens, and finds projects once CircleCI has told them', async () => {
    const ada = bot.slack.client.as(ADA);
    // Neither makes a webhook: the bot has never heard of them.
    for (const slug of [PROJECT, 'gh/acme/payments-api'])
      bot.circleci.control.push(slug, { scenario: 'no-workflow' });
    const modal = await open(ADA, 'deploys');
    expect(modal).toMatchObject({ type: 'modal', title: 'Run a pipeline', submit: 'Run', close: 'Cancel' });
    const options = await bot.slack.client.waitFor(
      async () => {
        const found = await ada.options(modal, 'run.project', 'shop');
        return labels(found.options ?? [])
          .join()
          .includes(PROJECT)
          ? found.options
          : null;
      },
      { timeoutMs: 45_000, what: 'projects to be known' },
    );
    expect(labels(options).join()).toContain(PROJECT);
    expect(labels(options).join()).not.toContain('payments-api');
    await ada.close(modal);
  });

  it('offers the branches of the project that was chosen, runs it, and its card appears', async () => {
    const ada = bot.slack.client.as(ADA);
    const earlier = await bot.run(ADA, `${PROJECT} scenario/success`);
    await bot.card('deploys', earlier, 'Succeeded');
    const opened = await open(ADA, 'deploys');
    await ada.options(opened, 'run.project', 'web');
    await ada.click(opened, 'run.project', PROJECT);
    const modal = await bot.slack.client.waitFor(
      async () => {
        const now = await ada.modal();
        return now !== null && JSON.stringify(now.blocks).includes('"dry_run"') ? now : null;
      },
      { timeoutMs: 10_000, what: 'the fields of the project' },
    );
    const fieldOf = (label: string) =>
      String(
        modal.blocks.find((block) => JSON.stringify(block.label ?? {}).includes(`"${label}"`))?.block_id,
      );
    const began = performance.now();
    const { options } = await ada.options(modal, 'run.ref', 'scen', { 'run.project': PROJECT });
    expect(performance.now() - began).toBeLessThan(TYPEAHEAD_MS);
    expect(labels(options).join()).toContain('b:scenario/success');
    const typed = await ada.options(modal, 'run.ref', 'scenario/two-workflows', { 'run.project': PROJECT });
    expect(labels(typed.options).join()).toContain('t:scenario/two-workflows');
    const result = await ada.submit(modal, {
      'run.project': PROJECT,
      'run.ref': 'b:scenario/two-workflows',
      [fieldOf('dry_run')]: 'true',
      [fieldOf('replicas')]: '3',
    });
    expect(result).toMatchObject({ ok: true });
    expect(await ada.modal()).toBeNull();
    await bot.card('deploys', 'scenario/two-workflows', `Started from Slack by <@${ADA}>`, 'Succeeded');
  });

  it('shows at the field what is wrong there, keeps open, and starts nothing', async () => {
    const before = triggers();
    const person = bot.slack.client.as(CHIE);
    const modal = await open(CHIE, 'deploys');
    const parameters = String(blockOf(modal, 'run.parameters')?.block_id);
    await person.options(modal, 'run.project', 'web-shop');
    const entries = (text: string) => ({ 'run.project': PROJECT, 'run.parameters': text });
    for (const wrong of ['replicas', 'a=1\na=2', `${'k'.repeat(129)}=1`, `v=${'x'.repeat(513)}`, '=3']) {
      const { errors } = await person.submit(modal, entries(wrong));
      expect(Object.keys(errors ?? {})).toEqual([parameters]);
      expect(errors?.[parameters]).not.toMatch(/undefined|`/);
    }
    expect((await person.modal())?.id).toBe(modal.id);
    expect(triggers()).toBe(before);
    await person.close(modal);
  });

  it('has the channel’s default project chosen already', async () => {
    const ben = bot.slack.client.as(BEN);
    await ben.command('backend', `/circleci use ${PROJECT}`);
    await bot.told(BEN, 'backend', 'default project is');
    const modal = await open(BEN, 'backend');
    expect(JSON.stringify(blockOf(modal, 'run.project'))).toContain(`"value":"${PROJECT}"`);
    const { options } = await ben.options(modal, 'run.ref', '');
    expect(labels(options).join()).toContain('b:main');
    expect(await ben.submit(modal, {})).toMatchObject({ ok: true });
    await bot.card('backend', 'web-shop', `Started from Slack by <@${BEN}>`, '`main`');
  });

  it('starts one pipeline when the same form is sent twice', async () => {
    const ben = bot.slack.client.as(BEN);
    const modal = await open(BEN, 'backend');
    const before = triggers();
    expect(await ben.submit(modal, {})).toMatchObject({ ok: true });
    const again = await Promise.all([1, 2, 3].map(() => bot.slack.faults.redeliver()));
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
    await bot.slack.client.waitFor(() => triggers() > before);
    await bot.app.drain();
    expect(triggers() - before).toBe(1);
  });

  it('offers at most a hundred options, and some answer to anything typed', async () => {
    const ada = bot.slack.client.as(ADA);
    const commit = { subject: 'Branch off' };
    for (let i = 0; i < 110; i++) {
      bot.circleci.control.push('gh/acme/payments-api', {
        branch: `topic/${i}`,
        scenario: 'no-workflow',
        commit,
      });
    }
    // Reading the project's pipelines makes their branches known, a page of CircleCI's at a time.
    await ada.command('deploys', '/circleci status gh/acme/payments-api');
    await bot.told(ADA, 'deploys', 'Newest pipelines');
    const modal = await open(ADA, 'deploys');
    for (const typed of [
      '',
      'topic',
      '%',
      '_',
      '\\',
      '<!channel>',
      '’; drop table projects; --',
      'x'.repeat(200),
    ]) {
      for (const field of ['run.project', 'run.ref']) {
        const began = performance.now();
        const { ok, options } = await ada.options(modal, field, typed);
        expect(performance.now() - began).toBeLessThan(TYPEAHEAD_MS);
        expect(ok).toBe(true);
        expect(options?.length ?? 0).toBeLessThanOrEqual(100);
      }
    }
    await ada.close(modal);
  });

  it('searches fast while CircleCI does not answer', async () => {
    bot.circleci.faults.down(true);
    const ada = bot.slack.client.as(ADA);
    const modal = await open(ADA, 'deploys');
    const began = performance.now();
    const { options } = await ada.options(modal, 'run.project', 'web');
    expect(performance.now() - began).toBeLessThan(TYPEAHEAD_MS);
    expect(labels(options).join()).toContain(PROJECT);
    bot.circleci.faults.down(false);
    await ada.close(modal);
  });

  it('and that of a rollback says on a Server that there is none', async () => {
    // The simulator is not circleci.com, so it is taken for a Server.
    await bot.slack.client.as(BEN).command('backend', '/circleci rollback web-shop');
    await bot.told(BEN, 'backend', 'on CircleCI Cloud only');
    expect(await bot.slack.client.as(BEN).modal()).toBeNull();
  });

  it('that Slack does not open any more is told, with what to do', async () => {
    bot.slack.faults.next({ method: 'users.info', behaviour: 'slow', delayMs: 20 });
    bot.slack.faults.next({ method: 'views.open', behaviour: 'error', error: 'expired_trigger_id' });
    await bot.slack.client.as(BEN).command('backend', '/circleci run');
    const answer = await bot.told(BEN, 'backend', 'Type the command again');
    expect(messageText(answer)).toContain('Slack opens a form only within three seconds');
    expect(await bot.slack.client.as(BEN).modal()).toBeNull();
    bot.slack.faults.clear();
  });

  it('that is asked for with an old trigger id is refused by Slack itself, and told', async () => {
    const chie = bot.slack.client.as(CHIE);
    const answers = (await chie.ephemerals('deploys')).length;
    const requests = bot.slack.deliveries.map(({ request }) => request);
    const typed = requests.findLast(({ kind, payload }) => kind === 'command' && payload.user_id === CHIE);
    const click = requests.findLast(
      ({ kind, payload }) => kind === 'interactive' && payload.type === 'block_actions',
    );
    const fields = Object.entries({ ...typed?.payload, trigger_id: click?.payload.trigger_id });
    const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, String(value)]));
    ahead = 4_000;
    expect(await bot.slack.faults.sendRaw({ body: body.toString() })).toMatchObject({ status: 200 });
    await bot.slack.client.waitFor(async () => (await chie.ephemerals('deploys')).length > answers, {
      timeoutMs: 45_000,
      what: 'an answer about the expired trigger',
    });
    ahead = 0;
    const refused = bot.slack.calls.findLast(({ method }) => method === 'views.open');
    expect(refused?.error).toMatch(/^(?:expired|exchanged)_trigger_id$/);
    expect((await chie.ephemerals('deploys')).at(-1)?.text).toContain('コマンド');
  });
});
