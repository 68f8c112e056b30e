import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientView } from '../../simulators/slack/protocol.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const OTHER = 'gh/acme/payments-api';
const DEPLOYS = 'C0DEPLOYS1';
const SECRET = 'C0SECRET05';

/** What is done has to be done in #deploys, and what Chie sees of payments is nothing. */
const POLICY = `version: 1
rules:
  - name: in deploys
    allow: [run, approve, cancel, rerun]
    where: { channel: ${DEPLOYS}, project: ${PROJECT} }
    who: { everyone: true }
  - name: payments
    allow: [run, approve, rerun]
    where: { project: ${OTHER} }
    who: { users: [${ADA}] }
  - name: only some branches
    allow: [run]
    where: { project: bb/acme/legacy-batch, branch: "release/*" }
    who: { users: [${CHIE}] }
`;

describeWithDatabase('forms and buttons that were changed', (databases) => {
  let bot: Bot;
  let folder: string;
  let aheadMs = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-policy-'));
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    bot = await startBot(databases, {
      slack: {
        channels: [
          { id: DEPLOYS, name: 'deploys' },
          { id: 'C0BACKEND2', name: 'backend' },
          { id: SECRET, name: 'secret', isPrivate: true, members: [ADA] },
        ],
      },
      env: { POLICY_FILE: join(folder, 'policy.yaml') },
      now: () => new Date(Date.now() + aheadMs),
    });
    for (const slug of [PROJECT, OTHER, 'bb/acme/legacy-batch']) {
      bot.circleci.control.push(slug, { scenario: 'no-workflow' });
    }
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (user: string) => bot.slack.client.as(user);
  const runs = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && /\/pipeline(?:\/run)?$/.test(path))
      .length;
  const openForm = async (user: string, channel: string): Promise<ClientView> => {
    const before = (await person(user).modal())?.id;
    await person(user).command(channel, '/circleci run');
    return bot.slack.client.waitFor(
      async () => {
        const shown = await person(user).modal();
        return shown !== null && shown.id !== before ? shown : null;
      },
      { what: 'the form', timeoutMs: 15_000 },
    );
  };
  const head = (user: string) => ({
    user: { id: user, team_id: bot.slack.team.id },
    team: { id: bot.slack.team.id },
    trigger_id: crypto.randomUUID(),
  });
  /** What `views.open` was last given. */
  const metadataSent = (): string => {
    const { args } = bot.slack.calls.findLast(({ method }) => /^views\.(?:open|update)$/.test(method)) ?? {};
    const view: unknown = args?.view;
    return String(Object(typeof view === 'string' ? JSON.parse(view) : view).private_metadata);
  };
  const submit = async (user: string, private_metadata: string, callback_id = 'run.submit') => {
    const values = {
      project: { 'run.project': { type: 'external_select', selected_option: { value: PROJECT } } },
    };
    const { body, ok } = await bot.slack.faults.deliver({
      kind: 'interactive',
      payload: {
        type: 'view_submission',
        ...head(user),
        view: {
          id: 'V1',
          type: 'modal',
          hash: crypto.randomUUID(),
          callback_id,
          private_metadata,
          state: { values },
        },
      },
    });
    expect(ok).toBe(true);
    await bot.app.drain();
    return JSON.stringify(body ?? '');
  };
  const click = (user: string, channel: string, action_id: string, value: string) =>
    bot.slack.faults.deliver({
      kind: 'interactive',
      payload: {
        type: 'block_actions',
        ...head(user),
        channel: { id: channel },
        container: { type: 'message', channel_id: channel, message_ts: '1.1', is_ephemeral: false },
        actions: [{ type: 'button', action_id, block_id: 'b', value }],
      },
    });

  it('Slack gets an id that says nothing', async () => {
    const form = await openForm(ADA, 'deploys');
    expect(metadataSent()).toMatch(/^[0-9a-f]{32}$/);
    await person(ADA).close(form);
  });

  it('a channel written into a form does not count', async () => {
    const form = await openForm(BEN, 'backend');
    const own = metadataSent();
    const before = runs();
    for (const forged of [
      JSON.stringify({ c: DEPLOYS, r: null, p: PROJECT }),
      '',
      'null',
      '{}',
      'f'.repeat(32),
    ]) {
      expect(await submit(BEN, forged)).toContain('too old, or was opened by another person');
    }
    expect(runs()).toBe(before);
    // His own form is of #backend, where no rule lets him.
    await submit(BEN, own);
    expect(runs()).toBe(before);
    await person(BEN).close(form);
  });

  it('a form belongs to whoever opened it, and is what it was opened as', async () => {
    const form = await openForm(ADA, 'deploys');
    const own = metadataSent();
    const before = runs();
    expect(await submit(BEN, own)).toContain('opened by another person');
    expect(await submit(ADA, own, 'rollback.submit')).toContain('too old');
    expect(runs()).toBe(before);
    await submit(ADA, own);
    await bot.slack.client.waitFor(() => runs() === before + 1, { what: 'the run', timeoutMs: 15_000 });
    await person(ADA)
      .close(form)
      .catch(() => {});
  });

  it('a form in the guise of App Home, which keeps nothing, gets no channel', async () => {
    const form = await openForm(BEN, 'backend');
    const before = metadataSent();
    const view = { id: form.id, type: 'home', callback_id: 'run.submit', state: { values: {} } };
    await bot.slack.faults.deliver({
      kind: 'interactive',
      payload: {
        type: 'block_actions',
        ...head(BEN),
        view: { ...view, private_metadata: JSON.stringify({ c: DEPLOYS, r: null, p: null }) },
        actions: [
          {
            type: 'external_select',
            action_id: 'run.project',
            block_id: 'b',
            selected_option: { value: PROJECT },
          },
        ],
      },
    });
    await bot.slack.client.waitFor(() => metadataSent() !== before, { what: 'the form', timeoutMs: 15_000 });
    await bot.app.drain();
    const ran = runs();
    await submit(BEN, metadataSent());
    expect(runs()).toBe(ran);
    await person(BEN)
      .close(form)
      .catch(() => {});
  });

  it('a form is too old after a day', async () => {
    const form = await openForm(ADA, 'deploys');
    const own = metadataSent();
    const before = runs();
    aheadMs = 25 * 3_600_000;
    expect(await submit(ADA, own)).toContain('This form is too old');
    aheadMs = 0;
    expect(runs()).toBe(before);
    await person(ADA).close(form);
  });

  it('a button with another project’s hold opens nothing for whom no rule lets see it', async () => {
    await person(ADA).command('secret', `/circleci run ${OTHER} scenario/hold`);
    const card = await bot.card('secret', 'approve-deploy', 'Approve');
    const buttons = card.blocks.flatMap(({ elements }) => (Array.isArray(elements) ? elements : []));
    const value = String(buttons.find(({ action_id }) => action_id === 'hold.what').value);
    const pipelineId = String(JSON.parse(value).p);
    const opened = () => bot.slack.calls.filter(({ method }) => method === 'views.open').length;
    const told = async (act: () => Promise<unknown>) => {
      const before = (await person(CHIE).ephemerals('deploys')).length;
      await act();
      const answer = await bot.slack.client.waitFor(
        async () => answerAfter(await person(CHIE).ephemerals('deploys'), before),
        { what: 'an answer', timeoutMs: 15_000 },
      );
      return messageText(answer);
    };
    const before = opened();
    for (const [action, what] of [
      ['hold.what', value],
      ['pick.rerun_jobs', value],
      ['card.why', pipelineId],
    ] as const) {
      expect(await told(() => click(CHIE, DEPLOYS, action, what))).not.toMatch(/payments|approve-deploy/);
    }
    expect(opened()).toBe(before);
    // Ada is in that channel.
    await person(ADA).click(card, 'hold.what');
    await bot.slack.client.waitFor(() => opened() > before, { what: 'the details', timeoutMs: 15_000 });
  });

  it('the search for projects offers what a rule lets the person run there', async () => {
    const offered = async (user: string, channel: string) => {
      const form = await openForm(user, channel);
      const { options = [] } = await person(user).options(form, 'run.project', 'acme');
      const typed = await person(user).options(form, 'run.project', OTHER);
      const refs = await person(user)
        .options(form, 'run.ref', '', { 'run.project': OTHER })
        .catch(() => ({ options: [] }));
      await person(user).close(form);
      return JSON.stringify([options, typed.options ?? [], refs.options ?? []]);
    };
    await bot.slack.client.waitFor(async () => (await offered(ADA, 'deploys')).includes(OTHER), {
      what: 'the projects to be known',
      timeoutMs: 30_000,
    });
    const chies = await offered(CHIE, 'deploys');
    expect(chies).toContain(PROJECT);
    expect(chies).toContain('bb/acme/legacy-batch');
    expect(chies).not.toContain('payments');
    const bens = await offered(BEN, 'backend');
    expect(bens).not.toMatch(/web-shop|payments|legacy-batch/);
  });
});
