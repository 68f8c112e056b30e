import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { ADA, answerAfter, BEN, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web-shop';

describeWithDatabase('what people type', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot(databases);
    bot.circleci.control.setParameters(PROJECT, { services: 'string', note: 'string' });
    bot.circleci.control.push(PROJECT, { scenario: 'success' });
    await bot.circleci.idle();
    await bot.app.drain();
  });
  afterAll(() => bot.stop());

  const ada = () => bot.slack.client.as(ADA);
  const answerTo = async (act: () => Promise<unknown>): Promise<string> => {
    const before = (await ada().ephemerals('backend')).length;
    await act();
    const answer: ClientMessage = await bot.slack.client.waitFor(
      async () => answerAfter(await ada().ephemerals('backend'), before),
      { what: 'an answer', timeoutMs: 30_000 },
    );
    return messageText(answer);
  };
  const says = (text: string) => answerTo(() => ada().command('backend', `/circleci ${text}`));
  /** A command as Slack sends it, of fields that the simulator's composer does not write. */
  const sends = (text?: string, without: readonly string[] = []) =>
    answerTo(async () => {
      const payload = bot.slack.deliveries.findLast(({ request }) => request.kind === 'command')?.request
        .payload;
      const fields = { ...(payload as Record<string, string>), trigger_id: `raw.${crypto.randomUUID()}` };
      const { text: _, ...others } = { text: '', ...fields };
      const form = new URLSearchParams(text === undefined ? others : { ...others, text });
      for (const field of without) form.delete(field);
      const body = form.toString();
      expect(await bot.slack.faults.sendRaw({ body })).toMatchObject({ status: 200 });
    });
  const started = () =>
    bot.circleci.log.filter(({ method, path }) => method === 'POST' && /\/pipeline$/.test(path)).length;
  const valuesOfNewest = async () => {
    const ask = async (path: string): Promise<unknown> =>
      (
        await fetch(`${bot.circleci.url}/api/v2${path}`, { headers: { 'circle-token': bot.circleci.token } })
      ).json();
    const { items } = (await ask(`/project/${PROJECT}/pipeline`)) as { items: { id: string }[] };
    return ask(`/pipeline/${items[0]?.id}/values`);
  };

  it('reaches CircleCI as the very same value, JSON with its quotes and spaces', async () => {
    await bot.run(ADA, `${PROJECT} main services=["api","web"] note={"k": "a, b: \\"c\\"", "l":[1, 2]}`);
    expect(await valuesOfNewest()).toMatchObject({
      'pipeline.parameters.services': '["api","web"]',
      'pipeline.parameters.note': '{"k": "a, b: \\"c\\"", "l":[1, 2]}',
    });
  });

  it('starts nothing when it is not clear what was quoted, and says the nearest right form', async () => {
    const before = started();
    expect(await says(`run ${PROJECT} main note="a"b`)).toContain(`\`note='"a"b'\``);
    expect(await says(`run ${PROJECT} main note=key:"a b"`)).toContain('Nothing was done');
    expect(await says(`run ${PROJECT} main note={"a": 1`)).toContain('never closed');
    expect(await says(`run ${PROJECT} main services=[“api”]`)).toContain('services=["api"]');
    expect(await says(`run ${PROJECT} branch:a..b`)).toContain('git does not allow it');
    await bot.app.drain();
    expect(started()).toBe(before);
  });

  it('is a list whose quoted items keep their commas, in commands and in the form', async () => {
    expect(await says('subscribe web-shop author:ben,"Doe, Ann"')).toContain('authors `ben`, `Doe, Ann`');
    const list = await answerTo(() => ada().command('backend', '/circleci subscriptions'));
    expect(list).toContain('Doe, Ann');
    await ada().click(await bot.told(ADA, 'backend', '/circleci unsubscribe PROJECT'), 'subscription.edit');
    const open = async () => (await ada().modal()) ?? undefined;
    const view = await bot.slack.client.waitFor(open, { what: 'the form', timeoutMs: 45_000 });
    expect(JSON.stringify(view.blocks)).toContain(JSON.stringify('ben, "Doe, Ann"').slice(1, -1));
    const wrong = await ada().submit(view, { branches: '^release/.*$, main', authors: '"Doe, Ann' });
    expect(wrong.errors?.branches).toContain('Did you mean “release/*” or “release/**”?');
    expect(wrong.errors?.authors).toContain('never closed');
    const saved = await answerTo(() =>
      ada().submit(view, { branches: 'ma\u200bin', authors: '"Doe, Ann", ben' }),
    );
    expect(saved).toContain('branches `main`');
    expect(saved).toContain('authors `Doe, Ann`, `ben`');
  });

  it('is understood with characters in it that cannot be seen', async () => {
    expect(await says('\u2060sta\u200dtus gh/\u200bacme/web\ufeff-shop')).toContain('web-shop');
    expect(await says('\u202ahelp\u202c ru\u00adn')).toContain('/circleci run');
  });

  it('is nothing at all in a command without text, and not a fault', async () => {
    await says('help');
    expect(await sends()).toContain('What you can type');
  });

  it.each(['channel_name', 'user_name', 'team_domain', 'api_app_id', 'token', 'is_enterprise_install'])(
    'is understood in a command without %s',
    async (field) => {
      await says('help');
      expect(await sends('status gh/acme/web-shop', [field])).toContain('web-shop');
    },
  );

  it('is told to need a channel in a command without one', async () => {
    await says('help');
    expect(await sends('subscribe web-shop', ['channel_id'])).toContain('This works in a channel');
  });

  it.each([
    ['audit @ben', 'Escape channels, users, and links'],
    ['audit <#C0123ABCD|builds>', 'is a channel'],
    ['audit project:<#C0123ABCD|builds>', 'is a channel'],
    ['audit <!subteam^S0614TZR7|@ops>', 'is a group or everyone'],
    ['can @ben run web-shop', 'Escape channels, users, and links'],
    ['can <!here> run web-shop', 'is a group or everyone'],
    [`can <@${BEN}|ben> run <#C0123ABCD|builds>`, 'is a channel'],
    ['delegate @ben 3d', 'Escape channels, users, and links'],
    ['delegate <#C0123ABCD|builds> 3d', 'is a channel'],
    ['subscribe web-shop author:@ben', 'names as CircleCI shows them'],
    ['status <#C0123ABCD|builds>', 'is a channel'],
  ])('%s is explained', async (text, expected) => {
    await says('help');
    expect(await sends(text)).toContain(expected);
  });

  it('is refused when it can match nothing', async () => {
    expect(await says('subscribe web-shop branch:^release/.*$')).toContain(
      'Did you mean `branch:release/*` or `branch:release/**`?',
    );
    expect(await says('subscribe web-shop branch:main,!main')).toContain('can match nothing');
    expect(await says('lock web-shop/release..1 1h why')).toContain('git allows no branch');
  });

  it('holds nothing up, however hostile the pattern and the names from outside', async () => {
    expect(
      await says('subscribe web-shop branch:!*a*a*b,** author:!*a*a*b workflow:!*a*a*b outcome:all'),
    ).toContain('now shows');
    const long = 'a'.repeat(20_000);
    const before = process.cpuUsage();
    bot.circleci.control.push(PROJECT, { scenario: 'success', branch: long });
    const next = bot.circleci.control.push(PROJECT, { scenario: 'success', branch: 'feature/next' });
    await bot.card('backend', `#${next?.number}`);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(20_000);
  });
});
