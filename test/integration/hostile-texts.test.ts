import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { ADA, type Bot, startBot } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { subscribeToUnknown } from './support/known-project.ts';
import { sendWebhook } from './support/send-webhook.ts';

const SLUG = 'gh/harbour-works/parcel-scale';
const PROJECT_ID = '1fdf1b0d-5a25-4c52-b7f2-4d1bff4a0a42';
const RTL = '\u202E';

/** What is sent, and how some of it is to be read on the card. */
const hostile: Readonly<Record<string, readonly [text: string, shown: string]>> = {
  'a call to the whole channel': ['Deploy <!channel> <!here> <!everyone> now', 'Deploy &lt;!channel&gt;'],
  'a mention of a person': [`<@${ADA}> and <@U123> and @ada`, '&lt;@U123&gt; and @ada'],
  'a mention of a group': ['<!subteam^S0ADMINS1> please', '&lt;!subteam^S0ADMINS1&gt; please'],
  'a disguised link': ['<https://evil.example|Open in CircleCI>', '&lt;https://evil.example'],
  'an entity that is one already': [
    '&lt;!channel&gt; &amp;lt;!here',
    '&amp;lt;!channel&amp;gt; &amp;amp;lt;!here',
  ],
  backticks: ['`rm -rf` ``` *bold* _it_ ~gone~ ```', '`rm -rf` ˋˋˋ *bold*'],
  quotes: ['"double" \'single\' “smart” „low“ \\" \\\\', '"double" \'single\' “smart” „low“'],
  newlines: ['first\nsecond\r\n\r\n> third\u2028fourth', 'first second &gt; third fourth'],
  'right-to-left marks': [`invoice${RTL}gpj.exe \u200Fabc\u2066def\u2069`, 'invoicegpj.exe abcdef'],
  'null bytes and control characters': ['a\u0000b\u0007c\u001b[31md\u009f', 'a\uFFFDbc[31md'],
  'half a character': ['broken \uD83D end', 'broken � end'],
  'four thousand characters': ['x'.repeat(4_000), `${'x'.repeat(100)}`],
  'thousands of emoji': ['👩‍👩‍👧‍👦🔥'.repeat(500), '👩‍👩‍👧‍👦🔥👩‍👩‍👧‍👦🔥'],
  'four thousand ampersands': ['&'.repeat(4_000), '&amp;&amp;&amp;'],
  'hundreds of calls': ['<!channel>'.repeat(400), '&lt;!channel&gt;&lt;!channel&gt;'],
  'only spaces': [' \t\n ', 'Failed'],
  'only what cannot be seen': ['\u200B\u200E\u2060', 'Failed'],
  emoji: [':rotating_light: 🚨 :tada:', '🚨'],
  dates: ['<!date^1392734382^{date}|never>', '&lt;!date^1392734382^{date}|never&gt;'],
  json: ['{"text":"}]","blocks":[null]}', '{"text":"}]"'],
};

describeWithDatabase('texts from outside', (databases) => {
  let bot: Bot;
  const pipelines = new Map<string, string>();
  beforeAll(async () => {
    bot = await startBot(databases);
    await subscribeToUnknown(bot, SLUG, 'parcel-scale', PROJECT_ID);
    for (const [name, [text]] of Object.entries(hostile)) {
      const { job, workflow, pipelineId } = payloadsOf(1_000 + pipelines.size, text);
      pipelines.set(name, pipelineId);
      expect(await sendWebhook(bot.url, JSON.stringify(job))).toBe(200);
      expect(await sendWebhook(bot.url, JSON.stringify(workflow))).toBe(200);
    }
  });
  afterAll(() => bot.stop());

  it.each(Object.entries(hostile))('%s: is shown and does nothing', async (name, [text, shown]) => {
    const id = pipelines.get(name) ?? 'none';
    const card = await bot.slack.client.waitFor(
      async () =>
        (await bot.cards('deploys')).find(
          (one) => JSON.stringify(one.blocks).includes(id) && messageText(one).includes('Failed'),
        ),
      { timeoutMs: 45_000, what: `a card of a pipeline full of ${JSON.stringify(text).slice(0, 60)}` },
    );
    expectHarmless(`${card.text}\n${messageText(card)}`);
    expect(messageText(card)).toContain(shown);
    expect(JSON.stringify(card)).not.toMatch(/\\u0000|\u202e|\\ud83d|undefined/i);
  });

  it('are never refused by Slack', async () => {
    await bot.app.drain();
    expect(bot.slack.calls.filter(({ ok }) => !ok)).toEqual([]);
    expect(await bot.cards('deploys')).toHaveLength(pipelines.size);
  });

  it('are harmless in lists, forms and App Home as well', async () => {
    const person = bot.slack.client.as(ADA);
    await person.command('deploys', '/circleci status');
    const answers = async () => (await person.ephemerals('deploys')).slice(1);
    await bot.slack.client.waitFor(async () => (await answers()).length > 0, { timeoutMs: 45_000 });
    await person.command('deploys', '/circleci rerun --failed');
    await bot.slack.client.waitFor(async () => (await answers()).length > 1, { timeoutMs: 45_000 });
    for (const answer of await answers()) expectHarmless(`${answer.text}\n${messageText(answer)}`);
    await person.openHome();
    const home = await bot.slack.client.waitFor(async () => person.home(), { timeoutMs: 45_000 });
    expectHarmless(messageText(home));
    await person.command('deploys', '/circleci run');
    const modal = await bot.slack.client.waitFor(async () => person.modal(), { timeoutMs: 45_000 });
    const { options = [] } = await person.options(modal, 'run.ref', '');
    expect(options.length).toBeGreaterThan(5);
    expect(bot.slack.calls.filter(({ ok }) => !ok)).toEqual([]);
  });

  it.each(['status', 'link', 'unlink'])('typed after %s are harmless in its answer', async (name) => {
    const person = bot.slack.client.as(ADA);
    for (const [text] of Object.values(hostile)) {
      const before = (await person.ephemerals('backend')).length;
      await person.command('backend', `/circleci ${name} ${text.slice(0, 3_000)}`);
      const answers = await bot.slack.client.waitFor(
        async () => {
          const all = await person.ephemerals('backend');
          return all.length > before ? all.slice(before) : null;
        },
        { timeoutMs: 45_000, what: `an answer to ${name} ${JSON.stringify(text).slice(0, 60)}` },
      );
      for (const answer of answers) expectHarmless(`${answer.text}\n${messageText(answer)}`);
    }
  });
});

/** Nobody is called, and every link leads where the bot itself put it. */
function expectHarmless(text: string): void {
  expect(text).not.toMatch(/<!(?!date\^)/);
  expect(text.match(/<@[^>]*>/g) ?? []).toEqual([]);
  expect(text).not.toMatch(/<https:\/\/evil\.example/);
  // Of dates only those that the bot made: with a pretty form and a fallback in UTC.
  expect(text).not.toMatch(/<!date\^(?!\d+\^\{date_short_pretty\} \{time\}\|)/);
}

/** A completed job and then its workflow, in which everything that a person can name is this text. */
function payloadsOf(number: number, text: string) {
  const pipelineId = randomUUID();
  const workflow = {
    id: randomUUID(),
    name: text,
    created_at: '2026-05-06T07:00:00.000Z',
    stopped_at: '2026-05-06T07:08:09.000Z',
    url: text,
  };
  const common = {
    happened_at: '2026-05-06T07:08:09.000Z',
    webhook: { id: 'b159dc43-ba9d-3b08-890f-99ffe7162da4', name: text },
    project: {
      id: PROJECT_ID,
      name: text,
      slug: 'github/harbour-works/parcel-scale',
    },
    organization: { id: '2fdf1b0d-5a25-4c52-b7f2-4d1bff4a0a42', name: text },
    pipeline: {
      id: pipelineId,
      number,
      created_at: '2026-05-06T07:00:00.000Z',
      trigger: { type: 'webhook' },
      vcs: {
        provider_name: 'github',
        origin_repository_url: text,
        target_repository_url: text,
        revision: text,
        branch: text,
        commit: { subject: text, body: text, author: { name: text, email: text } },
      },
    },
  };
  const job = {
    id: randomUUID(),
    name: text,
    number: 7,
    status: 'failed',
    started_at: text,
    stopped_at: text,
  };
  return {
    pipelineId,
    job: { ...common, type: 'job-completed', id: randomUUID(), workflow, job },
    workflow: {
      ...common,
      type: 'workflow-completed',
      id: randomUUID(),
      workflow: { ...workflow, status: 'failed' },
    },
  };
}
