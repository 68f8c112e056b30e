import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientView } from '../../simulators/slack/protocol.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';
const PARAMETERS = {
  environment: { enum: ['staging', 'production'] },
  dry_run: 'boolean',
  image_tag: 'string',
  replicas: 'integer',
} as const;

describeWithDatabase('the parameters that a configuration declares', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases, { env: { CIRCLECI_KIND: 'cloud' } });
    bot.circleci.control.push(PROJECT, { scenario: 'success' });
    await bot.slack.client.as(ADA).command('deploys', `/circleci use ${PROJECT}`);
    await bot.told(ADA, 'deploys', 'default project is');
  });
  afterAll(() => bot.stop());

  /** One each, because they remember what the bot offered them. */
  const people = new Map<string, ReturnType<Bot['slack']['client']['as']>>();
  const person = (user: string) => {
    const known = people.get(user) ?? bot.slack.client.as(user);
    people.set(user, known);
    return known;
  };
  const blockOf = (view: ClientView, label: string) =>
    view.blocks.find((block) => JSON.stringify(block.label ?? {}).includes(`"${label}"`));
  const idOf = (view: ClientView, label: string) => String(blockOf(view, label)?.block_id);
  const text = (view: ClientView | null) => JSON.stringify(view?.blocks ?? []);
  const modalWith = (user: string, words: string) =>
    bot.slack.client.waitFor(
      async () => {
        const modal = await person(user).modal();
        return modal !== null && text(modal).includes(words) ? modal : null;
      },
      { what: `a form with “${words}”`, timeoutMs: 15_000 },
    );
  const open = async (user: string, words: string) => {
    await person(user).command('deploys', '/circleci run');
    return modalWith(user, words);
  };
  const triggers = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && /\/pipeline(?:\/run)?$/.test(path))
      .length;
  const newest = async () => {
    const answer = await fetch(`${bot.circleci.url}/api/v2/project/${PROJECT}/pipeline`, {
      headers: { 'circle-token': bot.circleci.token },
    });
    const body: unknown = await answer.json();
    const [first] = (body as { items: { id: string; number: number }[] }).items;
    const values = await fetch(`${bot.circleci.url}/api/v2/pipeline/${first?.id}/values`, {
      headers: { 'circle-token': bot.circleci.token },
    });
    return (await values.json()) as Record<string, unknown>;
  };

  it('are the fields of the form, each with its default', async () => {
    const modal = await open(ADA, 'The parameters are those of pipeline');
    expect(blockOf(modal, 'environment')).toMatchObject({
      element: { type: 'static_select', initial_option: { value: 'staging' } },
    });
    expect(blockOf(modal, 'dry_run')).toMatchObject({
      element: { type: 'static_select', initial_option: { value: 'false' } },
    });
    expect(blockOf(modal, 'replicas')).toMatchObject({
      element: { type: 'plain_text_input', initial_value: '1' },
    });
    expect(blockOf(modal, 'image_tag')).toMatchObject({ element: { type: 'plain_text_input' } });
    const result = await person(ADA).submit(modal, {
      [idOf(modal, 'environment')]: 'production',
      [idOf(modal, 'dry_run')]: 'true',
      // As text, although it looks like a number: that is what is declared.
      [idOf(modal, 'image_tag')]: '2024',
    });
    expect(result).toMatchObject({ ok: true });
    await bot.card('deploys', `Started from Slack by <@${ADA}>`);
    expect(await newest()).toMatchObject({
      'pipeline.parameters.environment': 'production',
      'pipeline.parameters.dry_run': true,
      'pipeline.parameters.image_tag': '2024',
      'pipeline.parameters.replicas': 1,
    });
  });

  it('are checked before CircleCI is called, at the field', async () => {
    const before = triggers();
    const modal = await open(BEN, 'The parameters are those of pipeline');
    const replicas = idOf(modal, 'replicas');
    const wrong = await person(BEN).submit(modal, { [replicas]: 'many', 'run.parameters': 'colour=red' });
    expect(wrong.errors?.[replicas]).toContain('whole number');
    expect(wrong.errors?.parameters).toContain('“colour” is not declared');
    const twice = await person(BEN).submit(modal, { 'run.parameters': 'replicas=3' });
    expect(twice.errors?.parameters).toContain('in a field above already');
    expect(triggers()).toBe(before);
    await person(BEN).close(modal);
  });

  it('are checked in the same way when they are typed', async () => {
    const before = triggers();
    const says = async (words: string, expected: string) => {
      await person(CHIE).command('deploys', `/circleci run ${PROJECT} ${words}`);
      return messageText(await bot.told(CHIE, 'deploys', expected));
    };
    expect(await says('environment=moon', '次のいずれか')).toContain('staging, production');
    expect(await says('enviroment=staging', '宣言されていません')).toContain('environment');
    expect(await says('replicas=two dry_run=maybe', '整数')).toContain('true か false');
    expect(triggers()).toBe(before);
    // Text for the configuration's string, and a boolean in quotes for its boolean.
    await person(CHIE).command('deploys', `/circleci run ${PROJECT} image_tag=42 dry_run="true"`);
    await bot.slack.client.waitFor(() => triggers() > before);
    await bot.app.drain();
    expect(await newest()).toMatchObject({
      'pipeline.parameters.image_tag': '42',
      'pipeline.parameters.dry_run': true,
    });
  });

  it('that have changed since the form was opened are told, and nothing is started', async () => {
    const modal = await open(ADA, 'The parameters are those of pipeline');
    bot.circleci.control.setParameters(PROJECT, { environment: { enum: ['staging', 'canary'] } });
    bot.circleci.control.push(PROJECT, { scenario: 'no-workflow' });
    const before = triggers();
    expect(await person(ADA).submit(modal, { [idOf(modal, 'environment')]: 'production' })).toMatchObject({
      ok: true,
    });
    const answer = messageText(await bot.told(ADA, 'deploys', 'does not fit the project’s configuration'));
    expect(answer).toContain('staging, canary');
    expect(answer).toContain('“dry_run” is not declared');
    expect(triggers()).toBe(before);
    bot.circleci.control.setParameters(PROJECT, PARAMETERS);
    bot.circleci.control.push(PROJECT, { scenario: 'no-workflow' });
  });

  it('of another branch take the place of those shown when it is chosen', async () => {
    bot.circleci.control.setParameters(PROJECT, { colour: 'string' });
    bot.circleci.control.push(PROJECT, { branch: 'feature/paint', scenario: 'no-workflow' });
    bot.circleci.control.setParameters(PROJECT, PARAMETERS);
    const modal = await open(ADA, 'The parameters are those of pipeline');
    await person(ADA).options(modal, 'run.ref', 'feature/paint');
    await person(ADA).click(modal, 'run.ref', 'b:feature/paint', { 'run.ref': 'b:feature/paint' });
    const painted = await modalWith(ADA, 'colour');
    expect(text(painted)).not.toContain('replicas');
    await person(ADA).close(painted);
  });

  it('of a project without any pipeline are not known, and it can be run all the same', async () => {
    const before = triggers();
    await person(ADA).command('deploys', '/circleci run');
    const first = await modalWith(ADA, 'The parameters are those of pipeline');
    await person(ADA).options(first, 'run.project', 'bb/acme/legacy-batch');
    await person(ADA).click(first, 'run.project', 'bb/acme/legacy-batch');
    const modal = await modalWith(ADA, 'no pipeline has run here yet');
    await person(ADA).submit(modal, { 'run.project': 'bb/acme/legacy-batch' });
    await bot.card('deploys', 'legacy-batch', `Started from Slack by <@${ADA}>`);
    expect(triggers() - before).toBe(1);
  });

  it('of a hostile configuration do no harm', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let n = 0; n < 12; n += 1) bomb.push(`${'b'.repeat(n + 1)}: &b${n} [${'*a, '.repeat(9)}*a]`);
    const names = Array.from(
      { length: 80 },
      (_, n) => `  p${n}: { type: enum, enum: [${'a, b, c, '.repeat(20)}d] }`,
    );
    const hostile = [
      `${bomb.join('\n')}\nparameters: { boom: { type: string, default: *a } }`,
      'parameters:\n  "<!channel> *x* `y`": { type: string, default: "<@U1>\\0", description: "<!here>\\0" }\n  __proto__: { type: integer }',
      `parameters:\n${names.join('\n')}`,
      '['.repeat(20_000),
      '{{{',
    ];
    for (const config of hostile) {
      bot.circleci.control.setConfig(PROJECT, config);
      bot.circleci.control.push(PROJECT, { scenario: 'no-workflow' });
      await person(ADA).command('deploys', '/circleci run');
      const modal = await bot.slack.client.waitFor(
        async () => {
          const now = await person(ADA).modal();
          return now !== null && !text(now).includes('Reading from CircleCI') ? now : null;
        },
        { what: 'a form', timeoutMs: 15_000 },
      );
      expect(modal.blocks.length).toBeLessThanOrEqual(100);
      await person(ADA).close(modal);
    }
    const refused = bot.slack.calls.filter(
      ({ method, error }) => method.startsWith('views.') && error !== undefined,
    );
    expect(refused).toEqual([]);
    bot.circleci.control.setConfig(PROJECT, null);
    bot.circleci.control.push(PROJECT, { scenario: 'no-workflow' });
  });

  it('start one pipeline when the form is sent twice', async () => {
    const before = triggers();
    const modal = await open(BEN, 'The parameters are those of pipeline');
    expect(await person(BEN).submit(modal, {})).toMatchObject({ ok: true });
    await Promise.all([1, 2].map(() => bot.slack.faults.redeliver()));
    await bot.slack.client.waitFor(() => triggers() > before);
    await bot.app.drain();
    expect(triggers() - before).toBe(1);
  });
});
