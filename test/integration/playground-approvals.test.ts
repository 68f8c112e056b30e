import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../playground/start.ts';
import { messageText } from '../../simulators/slack/index.ts';

const ANA = 'U0ANA';
const KENJI = 'U0KENJI';
const PRIYA = 'U0PRIYA';

describe('approvals in the playground', () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await startPlayground({ port: 0, scenario: null, timeScale: 0.01, logLevel: 'silent' });
  });
  afterAll(() => playground.stop());

  const person = (user: string) => playground.slack.client.as(user);
  const card = (...texts: string[]) =>
    playground.slack.client.waitFor(
      async () =>
        (await person(ANA).messages('deploys')).findLast(
          (one) => one.blocks.length > 0 && texts.every((text) => messageText(one).includes(text)),
        ),
      { what: `a card with ${texts.join(', ')}`, timeoutMs: 30_000 },
    );
  const modalOf = (user: string) =>
    playground.slack.client.waitFor(() => person(user).modal(), { what: 'the form', timeoutMs: 15_000 });
  const approve = async (user: string, reason: string, ...texts: string[]) => {
    await person(user).click(await card(...texts), 'Approve');
    await person(user).submit(await modalOf(user), { 'hold.reason': reason });
  };

  it('take two people with a reason, one of whom somebody stands in for', async () => {
    await person(PRIYA).command('deploys', '/circleci run gh/acme/payments-api scenario/hold');
    await approve(ANA, 'tried it out', 'payments-api', 'approve-deploy', 'waits for approval');
    await card('payments-api', `1 of 2 approvals: <@${ANA}> (“tried it out”)`);
    await person(KENJI).command('deploys', '/circleci delegate @priya 4h');
    await playground.slack.client.waitFor(async () => (await person(KENJI).ephemerals('deploys')).length > 0);
    await approve(PRIYA, 'so did I', 'payments-api', '1 of 2 approvals');
    const done = await card('payments-api', 'Succeeded', `approved by <@${PRIYA}> for <@${KENJI}>`);
    expect(messageText(done)).toContain(
      `<@${ANA}> (“tried it out”), <@${PRIYA}> for <@${KENJI}> (“so did I”)`,
    );
  });
});
