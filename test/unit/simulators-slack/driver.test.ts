import { expect, test } from 'vitest';
import { messageText } from '../../../simulators/slack/index.ts';
import { ADA, actions, BEN, button, DEPLOYS, section, startSlack } from './support.ts';

test('waitFor returns what it saw as soon as it is there', async () => {
  const { slack, api } = await startSlack();
  const ada = slack.client.as(ADA);
  const waiting = slack.client.waitFor(async () => (await ada.messages('#deploys'))[0]);
  await api('chat.postMessage', { channel: DEPLOYS, text: 'late' });
  expect((await waiting).text).toBe('late');
});

test('waitFor in vain shows what was there instead', async () => {
  const { slack, api } = await startSlack();
  slack.client.as(ADA);
  await api('chat.postMessage', { channel: DEPLOYS, text: 'x', blocks: [section('*web* failed')] });
  await api('chat.postMessage', { channel: DEPLOYS, blocks: [section('')] });
  await slack.client.as(BEN).command('deploys', '/circleci x');
  const failure = slack.client.waitFor(() => null, { timeoutMs: 5, what: 'a green card' });
  await expect(failure).rejects.toThrow(/Waited 5 ms in vain for: a green card/);
  await expect(failure).rejects.toThrow(/#deploys \S+ U0CIRCLECI: \*web\* failed/);
  await expect(failure).rejects.toThrow(/invalid_blocks \[ERROR\] must be more than 0 characters/);
  await expect(failure).rejects.toThrow(/command → app_not_reachable/);
});

test('what look throws ends the wait', async () => {
  const { slack } = await startSlack();
  const ada = slack.client.as(ADA);
  await expect(slack.client.waitFor(() => ada.messages('nowhere'))).rejects.toThrow('No channel nowhere');
});

test('the text of a message is what is shown: blocks before text, no closed dialogs', () => {
  const confirm = { title: { type: 'plain_text', text: 'Sure?' } };
  const blocks = [section('one'), actions(button('Go', 'go', { confirm }))];
  expect(messageText({ text: 'fallback', blocks })).toBe('one\nGo');
  expect(messageText({ text: 'fallback', blocks: [] })).toBe('fallback');
});

test('an ambiguous button must be named with its block', async () => {
  const { slack, api } = await startSlack();
  const ada = slack.client.as(ADA);
  const two = ['a', 'b'].map((block_id) => ({ ...actions(button('Approve', 'approve')), block_id }));
  await api('chat.postMessage', { channel: DEPLOYS, text: 'x', blocks: two });
  const [card] = await ada.messages('deploys');
  if (!card) throw new Error('no card');
  await expect(ada.click(card, 'Approve')).rejects.toThrow('2 elements are "Approve"');
  expect(await ada.click(card, { text: 'Approve', blockId: 'b' })).toMatchObject({
    error: 'app_not_reachable',
  });
});
