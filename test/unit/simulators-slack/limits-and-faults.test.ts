import { expect, test } from 'vitest';
import type { Json } from '../../../simulators/slack/json.ts';
import { ADA, DEPLOYS, startSlack } from './support.ts';

const BACKEND = 'C0BACKEND2';

function movableClock() {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    forward(milliseconds: number) {
      now += milliseconds;
    },
  };
}

test('chat.postMessage: a short burst, then one a second, each channel for itself', async () => {
  const clock = movableClock();
  const { slack, api } = await startSlack({ limits: 'slack', clock });
  const post = (channel: string) => api('chat.postMessage', { channel, text: 'x' });
  for (let i = 0; i < 4; i += 1) expect(await post(DEPLOYS)).toMatchObject({ ok: true });
  const refused = await post(DEPLOYS);
  expect(refused).toMatchObject({ status: 429, ok: false, error: 'ratelimited' });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await post(BACKEND)).toMatchObject({ ok: true });
  clock.forward(1000);
  expect(await post(DEPLOYS)).toMatchObject({ ok: true });
  expect(await post(DEPLOYS)).toMatchObject({ status: 429 });
  expect(slack.calls.filter((call) => call.error === 'ratelimited')).toHaveLength(2);
});

test('tiers count per method and minute', async () => {
  const clock = movableClock();
  const { api } = await startSlack({ limits: 'slack', clock });
  for (let i = 0; i < 20; i += 1) expect(await api('conversations.list')).toMatchObject({ ok: true });
  clock.forward(10_000);
  const refused = await api('conversations.list');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '50']);
  expect(await api('conversations.info', { channel: DEPLOYS })).toMatchObject({ ok: true });
  clock.forward(50_000);
  expect(await api('conversations.list')).toMatchObject({ ok: true });
});

test('limits off: none', async () => {
  const { api } = await startSlack({ limits: 'off' });
  for (let i = 0; i < 10; i += 1) {
    expect(await api('chat.postMessage', { channel: DEPLOYS, text: 'x' })).toMatchObject({ ok: true });
  }
});

test('faults: rate limit, status, error, each as often as asked, then well again', async () => {
  const { slack, api } = await startSlack();
  const post = (args: Json = { channel: DEPLOYS, text: 'x' }) => api('chat.postMessage', args);
  slack.faults.next({ method: 'chat.postMessage', behaviour: 'ratelimited', retryAfter: 7, times: 2 });
  slack.faults.next({ method: 'chat.postMessage', behaviour: 'error', error: 'fatal_error' });
  for (let i = 0; i < 2; i += 1) expect((await post()).headers.get('retry-after')).toBe('7');
  expect(await api('auth.test')).toMatchObject({ ok: true });
  expect(await post()).toMatchObject({ error: 'fatal_error' });
  expect(await post()).toMatchObject({ ok: true });
  expect(await slack.client.as(ADA).messages('deploys')).toHaveLength(1);
  expect(slack.calls[0]).toMatchObject({ args: { text: 'x' }, ok: false, error: 'ratelimited' });

  slack.faults.next({ method: '*', behaviour: 'status', status: 503 });
  const response = await fetch(`${slack.apiUrl}/auth.test`, { method: 'POST' });
  expect(response.status).toBe(503);
});

test('faults: the socket breaks before, or after it was done', async () => {
  const { slack, api } = await startSlack();
  const ada = slack.client.as(ADA);
  slack.faults.next({ method: 'chat.postMessage', behaviour: 'reset' });
  await expect(api('chat.postMessage', { channel: DEPLOYS, text: 'lost' })).rejects.toThrow('fetch failed');
  expect(await ada.messages('deploys')).toEqual([]);
  slack.faults.next({ method: 'chat.postMessage', behaviour: 'resetAfter' });
  await expect(api('chat.postMessage', { channel: DEPLOYS, text: 'done' })).rejects.toThrow('fetch failed');
  expect(await ada.messages('deploys')).toMatchObject([{ text: 'done' }]);
  expect(slack.calls).toMatchObject([
    { ok: false, error: 'reset' },
    { ok: true, error: 'resetAfter' },
  ]);
});

test('faults: a call that hangs ends with the simulator; one that is slow is answered', async () => {
  const { slack, api } = await startSlack();
  slack.faults.next({ method: 'auth.test', behaviour: 'slow', delayMs: 5 });
  expect(await api('auth.test')).toMatchObject({ ok: true });
  slack.faults.next({ method: 'auth.test', behaviour: 'hang' });
  const hanging = api('auth.test').then(
    () => 'answered',
    () => 'broken',
  );
  await slack.client.waitFor(() => slack.calls.some((call) => call.error === 'hang'));
  await slack.stop();
  expect(await hanging).toBe('broken');
});
