import { expect, test } from 'vitest';
import { ADA, section, startBot, startSlack } from './support.ts';

test('App Home: the event, the published view, the view in the next event', async () => {
  const { slack, api } = await startSlack();
  const bot = await startBot();
  slack.connect(bot);
  const ada = slack.client.as(ADA);
  await ada.openHome();
  await slack.client.waitFor(() => bot.heard.length === 1);
  expect(bot.heard[0]?.headers['content-type']).toBe('application/json');
  expect(bot.heard[0]?.body).toMatchObject({
    type: 'event_callback',
    team_id: slack.team.id,
    event_id: expect.stringMatching(/^Ev/),
    event_time: expect.any(Number),
    authorizations: [{ team_id: slack.team.id, user_id: slack.bot.userId, is_bot: true }],
    event: { type: 'app_home_opened', user: ADA, tab: 'home', channel: 'D0ADA00001' },
  });
  const view = (text: string) => ({ type: 'home', blocks: [section(text)] });
  const first = await api('views.publish', { user_id: ADA, view: view('one') });
  expect(first).toMatchObject({ ok: true });
  expect(await api('views.publish', { user_id: ADA, view: view('two'), hash: 'old' })).toMatchObject({
    error: 'hash_conflict',
  });
  expect(await api('views.publish', { user_id: 'U0NOBODY', view: view('x') })).toMatchObject({
    error: 'user_not_found',
  });
  expect(await api('views.publish', { user_id: ADA, view: { type: 'modal' } })).toMatchObject({
    error: 'invalid_arguments',
  });
  await api('views.publish', { user_id: ADA, view: view('two') });
  expect(await ada.home()).toMatchObject({ type: 'home', blocks: [{ text: { text: 'two' } }] });
  await ada.openHome();
  await slack.client.waitFor(() => bot.heard.length === 2);
  expect(bot.heard[1]?.body).toMatchObject({ event: { view: { blocks: [{ text: { text: 'two' } }] } } });
});

test('an event that is not acknowledged comes again: same event_id, number and reason in the headers', async () => {
  const { slack } = await startSlack({ ackTimeoutMs: 2_000, eventRetryDelaysMs: [0, 1, 2] });
  let count = 0;
  const bot = await startBot(() => {
    count += 1;
    if (count === 1) return { status: 500 };
    return count === 2 ? 'never' : {};
  });
  slack.connect(bot);
  await slack.client.as(ADA).openHome();
  await slack.client.waitFor(() => slack.deliveries.length === 3);
  expect(new Set(bot.heard.map(({ body }) => body.event_id)).size).toBe(1);
  const retries = bot.heard.map(({ headers }) => [
    headers['x-slack-retry-num'],
    headers['x-slack-retry-reason'],
  ]);
  expect(retries).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_timeout'],
  ]);
});

test.each([
  ['after three retries', {}, 4],
  ['at once when the bot says so', { 'x-slack-no-retry': '1' }, 1],
])('Slack gives up %s', async (_name, headers, times) => {
  const { slack } = await startSlack({ eventRetryDelaysMs: [0, 0, 0] });
  const bot = await startBot(() => ({ status: 503, headers }));
  slack.connect(bot);
  await slack.client.as(ADA).openHome();
  await slack.client.waitFor(() => slack.deliveries.length === times);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(bot.heard).toHaveLength(times);
});

test('only subscribed events are sent: messages, mentions, the end', async () => {
  const heard = async (events: readonly string[] | undefined) => {
    const { slack } = await startSlack(events ? { events } : {});
    const bot = await startBot();
    slack.connect(bot);
    await slack.client.as(ADA).say('deploys', 'hello @circleci, <all> & sundry');
    slack.uninstall();
    await slack.client.waitFor(() =>
      bot.heard.some(({ body }) => JSON.stringify(body).includes('app_uninstalled')),
    );
    return bot.heard.map(({ body }) => body.event);
  };
  const mention = {
    type: 'app_mention',
    user: ADA,
    channel: 'C0DEPLOYS1',
    text: 'hello <@U0CIRCLECI>, &lt;all&gt; &amp; sundry',
  };
  expect(await heard(undefined)).toMatchObject([
    mention,
    { type: 'tokens_revoked' },
    { type: 'app_uninstalled' },
  ]);
  expect(await heard(['message', 'app_uninstalled'])).toMatchObject([
    { type: 'message', channel_type: 'channel' },
    { type: 'app_uninstalled' },
  ]);
});
