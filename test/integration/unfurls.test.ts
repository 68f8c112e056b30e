import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import type { ClientMessage } from '../../simulators/slack/protocol.ts';
import { ADA, BEN, type Bot, CHIE, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { quiet } from './support/threads.ts';

const SHOP = 'gh/acme/web-shop';
const GUEST = 'U0GUEST009';

describeWithDatabase('links to CircleCI in messages', (databases) => {
  let bot: Bot;
  beforeAll(async () => {
    const all = [ADA, BEN, CHIE, GUEST];
    bot = await startBot(databases, {
      slack: {
        unfurlDomains: ['127.0.0.1', 'app.circleci.com'],
        users: [
          { id: ADA, name: 'ada', realName: 'Ada Quill', locale: 'en-US' },
          { id: BEN, name: 'ben', realName: 'Ben Harrow', locale: 'en-GB' },
          { id: CHIE, name: 'chie', realName: '森 千恵', locale: 'ja-JP' },
          { id: GUEST, name: 'gus', realName: 'Gus', isGuest: true },
        ],
        channels: [
          { id: 'C0DEPLOYS1', name: 'deploys', members: all },
          { id: 'C0LOUNGE03', name: 'lounge', members: all, botIsMember: false },
          { id: 'C0JAPAN004', name: 'japan', members: all },
          { id: 'C0PARTNER5', name: 'partners', members: all, isExtShared: true },
          { id: 'C0SECRET06', name: 'secret', members: [ADA], isPrivate: true },
        ],
      },
    });
    const ada = bot.slack.client.as(ADA);
    await ada.command('deploys', `/circleci subscribe ${SHOP} outcome:on_hold,success,failed`);
    await bot.told(ADA, 'deploys', 'This channel now shows');
    await ada.command('secret', '/circleci subscribe gh/acme/payments-api outcome:success');
    await bot.told(ADA, 'secret', 'This channel now shows');
  });
  afterAll(() => bot.stop());

  const push = async (scenario: 'hold' | 'failure' | 'success', slug = SHOP, branch = 'main') => {
    const made = bot.circleci.control.push(slug, { branch, scenario });
    await bot.circleci.idle();
    return made;
  };
  const urlOf = (number: number | undefined, project = 'web-shop') =>
    `${bot.circleci.url}/pipelines/github/acme/${project}/${number}`;
  /** Somebody posts a text. @returns how to look at the message again */
  const post = async (user: string, channel: string, text: string) => {
    const person = bot.slack.client.as(user);
    await person.say(channel, text);
    const { ts } = (await person.messages(channel)).findLast((one) => one.user === user) ?? { ts: '' };
    return async () => (await person.messages(channel)).find((one) => one.ts === ts);
  };
  const unfurled = (look: () => Promise<ClientMessage | undefined>, ...texts: string[]) =>
    bot.slack.client.waitFor(
      async () => {
        const message = await look();
        const all = (message?.unfurls ?? []).map((one) => messageText(one)).join('\n');
        return message !== undefined && all !== '' && texts.every((text) => all.includes(text))
          ? message
          : null;
      },
      { what: `a link that shows ${texts.join(', ')}`, timeoutMs: 45_000 },
    );
  const unfurlCalls = () => bot.slack.calls.filter(({ method }) => method === 'chat.unfurl');
  /** The bot has taken in all that was said so far: a link posted after it shows its state. */
  const caughtUp = async () => {
    const made = await push('success');
    await unfurled(await post(ADA, 'deploys', urlOf(made?.number)), 'Succeeded');
    await quiet(bot);
  };

  it('show the state, follow it, and can be acted on like a card', async () => {
    const made = await push('hold');
    const look = await post(BEN, 'lounge', `Who approves ${urlOf(made?.number)} today?`);
    const message = await unfurled(look, 'On hold', 'approve-deploy', 'As of');
    const [shown] = message.unfurls ?? [];
    expect(shown?.url).toBe(urlOf(made?.number));
    expect(
      await bot.slack.client.as(BEN).click({ ...message, blocks: shown?.blocks ?? [] }, 'Approve'),
    ).toMatchObject({
      ok: true,
    });
    await unfurled(look, 'Succeeded', `approved by <@${BEN}>`);
    expect((await look())?.unfurls).toHaveLength(1);
  });

  it('show the workflow and job that they name, in the language of the channel', async () => {
    await bot.slack.client.as(CHIE).command('japan', '/circleci use lang:ja');
    const made = await push('failure');
    const card = await bot.card('deploys', `#${made?.number}`, 'Failed');
    const job = /http[^|>]+\/jobs\/\d+/.exec(messageText(card))?.[0] ?? '';
    expect(job).toContain('/workflows/');
    const look = await post(CHIE, 'japan', `${job} が落ちました`);
    const message = await unfurled(look, '失敗', '時点の情報です');
    expect(messageText(message.unfurls?.[0] ?? { blocks: [] })).toContain(`<${job}|`);
  });

  it('are shown once, also when Slack tells of them twice', async () => {
    const made = await push('success');
    // What is still coming in would change what it shows, rightly.
    await bot.card('deploys', `#${made?.number}`, 'Succeeded');
    await quiet(bot);
    const look = await post(ADA, 'deploys', `${urlOf(made?.number)} and again ${urlOf(made?.number)}`);
    await unfurled(look, 'Succeeded');
    const told = () =>
      bot.slack.deliveries.findLast(({ request }) =>
        JSON.stringify(request.payload).includes('conversations_history'),
      );
    const payload = told()?.request.payload ?? {};
    // The same event again, and once more under another id, as after Slack's own retry.
    for (const event_id of [payload.event_id, 'Ev0OTHER0001']) {
      const body = JSON.stringify({ ...payload, event_id });
      await bot.slack.faults.sendRaw({ body, contentType: 'application/json' });
    }
    await caughtUp();
    const ts = (await look())?.ts;
    expect(unfurlCalls().filter(({ args }) => args.ts === ts)).toHaveLength(1);
  });

  it('are told in private in a channel that other workspaces share', async () => {
    const made = await push('hold');
    await bot.card('deploys', `#${made?.number}`, 'waits for approval');
    const look = await post(BEN, 'partners', urlOf(made?.number));
    const answer = await bot.told(BEN, 'partners', 'approve-deploy');
    expect(messageText(answer)).toContain('On hold');
    expect(await bot.slack.client.as(ADA).ephemerals('partners')).toEqual([]);
    await bot.slack.client.as(BEN).click(answer, 'Approve');
    await bot.told(BEN, 'partners', 'pproved');
    await caughtUp();
    expect((await look())?.unfurls).toBeUndefined();
  });

  it('are told in private once, also when Slack wants to hear nothing at first', async () => {
    const made = await push('success');
    await bot.card('deploys', `#${made?.number}`, 'Succeeded');
    bot.slack.faults.next({ method: 'chat.postEphemeral', behaviour: 'ratelimited', retryAfter: 1 });
    await post(CHIE, 'partners', urlOf(made?.number));
    await bot.told(CHIE, 'partners', `#${made?.number}`);
    await caughtUp();
    const told = await bot.slack.client.as(CHIE).ephemerals('partners');
    expect(told.filter((message) => messageText(message).includes(`#${made?.number}`))).toHaveLength(1);
  });

  it('stop to follow when their channel is shared', async () => {
    const made = await push('hold');
    const look = await post(ADA, 'japan', urlOf(made?.number));
    await unfurled(look, '承認待ち');
    bot.slack.manager.shareOutside('japan');
    const card = await bot.card('deploys', `#${made?.number}`, 'waits for approval');
    await bot.slack.client.as(ADA).click(card, 'Approve');
    await bot.card('deploys', `#${made?.number}`, 'Succeeded');
    await caughtUp();
    expect(JSON.stringify((await look())?.unfurls)).toContain('承認待ち');
  });

  it('show nothing of a project that is followed in private channels only, or nowhere', async () => {
    const paid = await push('success', 'gh/acme/payments-api');
    const batch = await push('success', 'bb/acme/legacy-batch', 'master');
    const workflow = await workflowOf(paid?.id);
    const shop = await push('success');
    const looks = [
      await post(ADA, 'deploys', urlOf(paid?.number, 'payments-api')),
      await post(
        ADA,
        'deploys',
        `${bot.circleci.url}/pipelines/bitbucket/acme/legacy-batch/${batch?.number}`,
      ),
      // The address names a project that may be shown, and the workflow of one that may not.
      await post(ADA, 'deploys', `${urlOf(shop?.number)}/workflows/${workflow}`),
      await post(ADA, 'deploys', `${bot.circleci.url}/workflow-run/${workflow}`),
    ];
    await caughtUp();
    for (const look of looks) expect((await look())?.unfurls).toBeUndefined();
    await unfurled(await post(ADA, 'secret', urlOf(paid?.number, 'payments-api')), 'Succeeded');
  });

  it('show nothing for hostile addresses, other hosts, and guests', async () => {
    const made = await push('success');
    const real = urlOf(made?.number);
    const others = [
      `https://app.circleci.com/pipelines/github/acme/web-shop/${made?.number}`,
      `http://127.0.0.1.evil.example/pipelines/github/acme/web-shop/${made?.number}`,
      `http://127.0.0.1@evil.example/pipelines/github/acme/web-shop/${made?.number}`,
      `${bot.circleci.url}/pipelines/github/acme/web-shop/%00`,
      `${bot.circleci.url}/pipelines/github/acme/web-shop/99999999`,
      `${bot.circleci.url}/pipelines/github/acme/web-shop`,
      `${real}?${'x'.repeat(4_000)}`,
    ];
    const looks = [await post(GUEST, 'deploys', real)];
    for (const url of others) looks.push(await post(ADA, 'deploys', `see ${url}`));
    const marked = await post(ADA, 'deploys', `${real}?a=1&b=*x*`);
    await unfurled(marked, 'Succeeded');
    await caughtUp();
    for (const look of looks) expect((await look())?.unfurls).toBeUndefined();
    expect(unfurlCalls().filter(({ ok }) => !ok)).toEqual([]);
  });

  it('wait when Slack or CircleCI has had enough', async () => {
    bot.slack.faults.next({ method: 'chat.unfurl', behaviour: 'ratelimited', retryAfter: 1 });
    bot.slack.faults.next({ method: 'conversations.info', behaviour: 'reset' });
    const made = await push('success');
    await unfurled(await post(ADA, 'deploys', urlOf(made?.number)), 'Succeeded');
  });

  const workflowOf = async (pipelineId: string | undefined) => {
    const answer = await fetch(`${bot.circleci.url}/api/v2/pipeline/${pipelineId}/workflow`, {
      headers: { 'circle-token': bot.circleci.token },
    });
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return items[0]?.id ?? '';
  };
});
