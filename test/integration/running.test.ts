import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage, ClientView } from '../../simulators/slack/protocol.ts';
import { ADA, answerAfter, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const POLICY = `version: 1
rules:
  - name: production is confirmed
    allow: [run]
    where: { project: "${PROJECT}", branch: [main] }
    who: { everyone: true }
    when: { confirm: true }
  - name: the rest is free
    allow: [run, approve, rerun]
    where: { branch: ["**", "!main"] }
    who: { everyone: true }
  - name: apps
    allow: [run]
    where: { project: "circleci/**" }
    who: { everyone: true }
  - name: cancelling is confirmed
    allow: [cancel]
    who: { everyone: true }
    when: { confirm: true }
  - name: Ada and Ben roll back
    allow: [rollback]
    where: { project: "${PROJECT}" }
    who: { users: [${ADA}, ${BEN}] }
    when: { confirm: true }
`;

describeWithDatabase('running', (databases) => {
  let bot: Bot;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chatops-running-'));
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    bot = await startBot(databases, {
      slack: { wrapUrls: 'bare' },
      env: { CIRCLECI_KIND: 'cloud', POLICY_FILE: join(folder, 'policy.yaml') },
    });
    bot.circleci.control.push(PROJECT, { scenario: 'success' });
    bot.circleci.control.push(PROJECT, { branch: 'scenario/failure' });
    const app = bot.circleci.projects.find(({ name }) => name === 'mobile-app');
    bot.circleci.control.push(String(app?.slug), { scenario: 'success' });
  });
  afterAll(async () => {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** One each, because they remember what the bot offered them. */
  const people = new Map<string, ReturnType<Bot['slack']['client']['as']>>();
  const person = (user: string) => {
    const known = people.get(user) ?? bot.slack.client.as(user);
    people.set(user, known);
    return known;
  };
  const posts = (path: RegExp) =>
    bot.circleci.log.filter((one) => one.method === 'POST' && path.test(one.path)).length;
  const triggers = () => posts(/\/pipeline(?:\/run)?$/);
  /** The next private answer to somebody after they did something. */
  const answerTo = async (user: string, act: () => Promise<unknown>): Promise<ClientMessage> => {
    const before = (await person(user).ephemerals('deploys')).length;
    await act();
    return bot.slack.client.waitFor(
      async () => answerAfter(await person(user).ephemerals('deploys'), before),
      {
        what: `an answer to ${user}`,
        timeoutMs: 15_000,
      },
    );
  };
  const says = (user: string, words: string) =>
    answerTo(user, () => person(user).command('deploys', `/circleci ${words}`));
  /** What a message that only one person sees became. */
  const became = (user: string, { ts }: ClientMessage, text: RegExp) =>
    bot.slack.client.waitFor(
      async () =>
        (await person(user).ephemerals('deploys')).find(
          (one) => (one.ts === ts || one.ts > ts) && text.test(messageText(one)),
        ),
      { what: `an answer with ${text}`, timeoutMs: 15_000 },
    );
  const modalWith = (user: string, words: string): Promise<ClientView> =>
    bot.slack.client.waitFor(
      async () => {
        const modal = await person(user).modal();
        return modal !== null && JSON.stringify(modal.blocks).includes(words) ? modal : null;
      },
      { what: `a form with “${words}”`, timeoutMs: 15_000 },
    );

  it('saves a preset in the form, and runs it by its name', async () => {
    await person(ADA).command('deploys', `/circleci use ${PROJECT}`);
    await bot.told(ADA, 'deploys', 'default project is');
    await person(ADA).command('deploys', '/circleci run');
    const modal = await modalWith(ADA, 'The parameters are those of pipeline');
    for (const [name, problem] of [
      ['web-shop', 'A project is called so'],
      ['2fast', 'begins with a letter'],
      ['<!channel>', 'begins with a letter'],
    ]) {
      const { errors } = await person(ADA).submit(modal, { 'run.preset': String(name) });
      expect(errors?.preset).toContain(problem);
    }
    await person(ADA).options(modal, 'run.ref', 'scenario/failure');
    const saved = await answerTo(ADA, () =>
      person(ADA).submit(modal, { 'run.ref': 'b:scenario/failure', 'run.preset': 'Nightly' }),
    );
    expect(messageText(saved)).toContain('Saved as `nightly`');
    await bot.card('deploys', 'scenario/failure', `Started from Slack by <@${ADA}>`);
    // It is the channel's, and no longer Ada's.
    await person(BEN).command('deploys', '/circleci run nightly replicas=4');
    await bot.card('deploys', 'scenario/failure', `Started from Slack by <@${BEN}>`);
    expect(messageText(await says(CHIE, 'run preset:nothing'))).toContain('もうありません');
  });

  it('does not send a preset whose values no longer fit', async () => {
    expect(
      messageText(await says(ADA, `presets save old ${PROJECT} scenario/failure environment=staging`)),
    ).toContain('Saved as `old`');
    expect(messageText(await says(BEN, `presets save old ${PROJECT} scenario/failure`))).toContain(
      'has a preset of that name',
    );
    expect(messageText(await says(BEN, `presets save wrong ${PROJECT} scenario/failure colour=1`))).toContain(
      'not declared',
    );
    const before = triggers();
    bot.circleci.control.setParameters(PROJECT, { replicas: 'integer' });
    bot.circleci.control.push(PROJECT, { branch: 'scenario/failure' });
    expect(messageText(await says(ADA, 'run old'))).toContain('“environment” is not declared');
    expect(triggers()).toBe(before);
    const list = await says(ADA, 'presets');
    expect(messageText(list)).toContain('nightly');
    expect(messageText(await says(BEN, 'presets delete old'))).toContain('is deleted');
    expect(messageText(await says(BEN, 'presets delete old'))).toContain('not there any more');
    // The list is older than that: its button finds nothing to delete.
    await person(ADA).click(list, { blockId: String(blockWith(list, 'old')), actionId: 'preset.delete' });
    await became(ADA, list, /not there any more/);
  });

  it('asks for a confirmation that says exactly what will be run, once and only to that person', async () => {
    const before = triggers();
    const asked = await says(ADA, `run ${PROJECT} main replicas=3`);
    for (const word of ['Run a pipeline', 'web-shop', '`main`', 'replicas', '`3`', 'its own token']) {
      expect(messageText(asked)).toContain(word);
    }
    expect(triggers()).toBe(before);
    await person(ADA).click(asked, 'No');
    await became(ADA, asked, /Nothing was done/);
    expect(triggers()).toBe(before);

    const again = await says(ADA, `run ${PROJECT} main replicas=3`);
    await person(ADA).click(again, 'Yes, do it');
    await bot.card('deploys', '`main`', `Started from Slack by <@${ADA}>`);
    expect(triggers() - before).toBe(1);
    await Promise.all([1, 2].map(() => bot.slack.faults.redeliver()));
    await bot.app.drain();
    expect(triggers() - before).toBe(1);
  });

  it('asks the rules again when it was confirmed', async () => {
    const asked = await says(BEN, `run ${PROJECT} main replicas=3`);
    const before = triggers();
    await writeFile(join(folder, 'policy.yaml'), POLICY.replace('branch: [main] }', 'branch: [nowhere] }'));
    await bot.slack.client.waitFor(
      async () => messageText(await says(BEN, `can @ben run ${PROJECT} main`)).includes('No rule'),
      { what: 'the new rules', timeoutMs: 15_000 },
    );
    await person(BEN).click(asked, 'Yes, do it');
    await became(BEN, asked, /No one can run this here at the moment/);
    expect(triggers()).toBe(before);
    await writeFile(join(folder, 'policy.yaml'), POLICY);
    await bot.slack.client.waitFor(
      async () => !messageText(await says(BEN, `can @ben run ${PROJECT} main`)).includes('No rule'),
      { what: 'the old rules', timeoutMs: 15_000 },
    );
  });

  it('asks again when what is to be cancelled is not as it was shown', async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/hold`);
    const card = await bot.card('deploys', number, 'approve-deploy', 'Approve');
    const cancels = () => posts(/\/cancel$/);
    const before = cancels();
    const asked = await says(BEN, `cancel ${number}`);
    expect(messageText(asked)).toContain('Cancel a workflow');
    expect(messageText(asked)).toContain(number);
    await person(ADA).click(card, 'Approve');
    await bot.card('deploys', number, 'Succeeded');
    await person(BEN).click(asked, 'Yes, do it');
    // It is over by now: asked again, or told that there is nothing left; never a call.
    await became(BEN, asked, /Succeeded|nothing left/);
    expect(cancels()).toBe(before);
  });

  it('runs chosen jobs again', async () => {
    const number = await bot.run(ADA, `${PROJECT} scenario/failure`);
    await bot.card('deploys', number, 'Failed');
    // One workflow: its form opens at once.
    await person(ADA).command('deploys', `/circleci rerun ${number} --jobs`);
    const modal = await modalWith(ADA, 'Jobs that depend on them');
    const options = JSON.stringify(modal.blocks);
    const lint = /"text":"(lint|install)"[^}]*\}?,"value":"([0-9a-f-]{36})"/.exec(options);
    const id = String(lint?.[2]);
    expect((await person(ADA).submit(modal, { 'rerun_jobs.jobs': [id] })).ok).toBe(true);
    await bot.slack.client.waitFor(() => posts(/\/rerun$/) > 0, { timeoutMs: 15_000 });
    await bot.told(ADA, 'deploys', 'The rerun has started');
  });

  it('starts a project of several pipelines only from one that was named', async () => {
    const app = bot.circleci.projects.find(({ name }) => name === 'mobile-app');
    const slug = String(app?.slug);
    bot.circleci.control.setDefinition(slug, 'nightly-app', true);
    const before = triggers();
    expect(messageText(await says(ADA, `run ${slug} main`))).toContain('`nightly-app`');
    expect(messageText(await says(ADA, `run ${slug} main definition:gone`))).toContain('several pipelines');
    expect(triggers()).toBe(before);
    await person(ADA).command('deploys', `/circleci run ${slug} main definition:nightly-app`);
    await bot.slack.client.waitFor(() => triggers() > before, { timeoutMs: 15_000 });
    expect(
      bot.circleci.log.some(({ method, path }) => method === 'POST' && path.endsWith('/pipeline/run')),
    ).toBe(true);
    bot.circleci.control.setDefinition(slug, 'nightly-app', false);
  });

  it('rolls back to a version that was chosen, confirmed, and read back', async () => {
    const rollbacks = () => posts(/\/rollback$/);
    await person(ADA).command('deploys', `/circleci rollback ${PROJECT} storefront`);
    const first = await modalWith(ADA, 'Choose an environment');
    const production = /"text":"production"[^}]*\},"value":"([0-9a-f-]{36})"/.exec(
      JSON.stringify(first.blocks),
    )?.[1];
    await person(ADA).click(first, 'rollback.environment', String(production), {
      'rollback.environment': String(production),
    });
    const modal = await modalWith(ADA, '2.4.0');
    expect(JSON.stringify(modal.blocks)).toContain('2.4.1');
    const asked = await answerTo(ADA, () =>
      person(ADA).submit(modal, { 'rollback.version': '2.4.0', 'rollback.reason': 'prices are wrong' }),
    );
    for (const word of ['Roll back', 'storefront', 'production', '2.4.1', '2.4.0', 'prices are wrong']) {
      expect(messageText(asked)).toContain(word);
    }
    expect(rollbacks()).toBe(0);
    await person(ADA).click(asked, 'Yes, do it');
    await bot.slack.client.waitFor(() => rollbacks() === 1, { timeoutMs: 15_000 });
    await bot.card('deploys', 'web-shop', `<@${ADA}>`, '`main`');
    // The live version is another one by now, so the same form is too old.
    await bot.slack.client.waitFor(
      async () => {
        await person(BEN).command('deploys', `/circleci rollback ${PROJECT} storefront production`);
        const shown = await modalWith(BEN, 'Live is');
        await person(BEN).close(shown);
        return JSON.stringify(shown.blocks).includes('Live is `2.4.0`');
      },
      { what: 'the version to be live', timeoutMs: 20_000 },
    );
    expect(rollbacks()).toBe(1);
    expect(messageText(await says(CHIE, 'audit action:rollback'))).not.toContain('undefined');
  });

  it('rolls back nobody whom no rule allows it', async () => {
    await person(CHIE).command('deploys', `/circleci rollback ${PROJECT} mailer production`);
    const modal = await modalWith(CHIE, '"30"');
    const answer = await answerTo(CHIE, () => person(CHIE).submit(modal, { 'rollback.version': '30' }));
    expect(messageText(answer)).toContain('ルール');
    expect(posts(/\/rollback$/)).toBe(1);
  });
});

/** @returns the id of the buttons' block of a preset in the list */
function blockWith({ blocks }: ClientMessage, name: string): string | undefined {
  const found = blocks.find(
    (block) => block.type === 'actions' && JSON.stringify(block).includes(`"value":"${name}"`),
  );
  return found === undefined ? undefined : String(found.block_id);
}
