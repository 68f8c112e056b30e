import { describe, expect, test } from 'vitest';
import { createCourier } from '../../../simulators/slack/bot/deliveries.ts';
import { withDefaults } from '../../../simulators/slack/defaults.ts';
import { createCalls } from '../../../simulators/slack/web-api/calls.ts';
import { createResponseUrls } from '../../../simulators/slack/world/response-urls.ts';
import { addMessage } from '../../../simulators/slack/world/speak.ts';
import { createTriggers } from '../../../simulators/slack/world/triggers.ts';
import { createWorld } from '../../../simulators/slack/world/world.ts';
import { ADA, DEPLOYS } from './support.ts';

const clock = { now: () => 1_700_000_000_000 };

/** A playground left running must not grow for ever: the oldest go first, the newest stay. */
describe('bounded', () => {
  test('triggers', () => {
    const triggers = createTriggers(clock);
    const ids = Array.from({ length: 1001 }, () => triggers.issue(ADA));
    expect(triggers.exchange(ids[0] ?? '')).toEqual({ error: 'invalid_trigger_id' });
    expect(triggers.exchange(ids[1] ?? '')).toEqual({ userId: ADA });
    expect(triggers.exchange(ids[1000] ?? '')).toEqual({ userId: ADA });
  });

  test('response URLs', () => {
    const urls = createResponseUrls(clock);
    const target = { userId: ADA, channelId: DEPLOYS, messageTs: null };
    const ids = Array.from({ length: 5001 }, () => urls.issue(target));
    expect(urls.look(ids[0] ?? '')).toEqual({ error: 'no_such_url' });
    expect(urls.look(ids[1] ?? '')).toEqual({ target });
  });

  test('messages of a channel', () => {
    const world = createWorld(withDefaults({ clock }));
    for (let i = 0; i <= 5000; i += 1) {
      addMessage(world, { channel: DEPLOYS, user: ADA, text: `${i}`, blocks: [] });
    }
    const kept = world.messages.inChannel(DEPLOYS);
    expect([kept.length, kept[0]?.text, kept.at(-1)?.text]).toEqual([5000, '1', '5000']);
  });

  test('the record of calls', () => {
    const calls = createCalls(clock);
    for (let i = 0; i <= 10_000; i += 1) calls.record({ method: `${i}`, args: {}, ok: true });
    expect([calls.list.length, calls.list[0]?.method]).toEqual([10_000, '1']);
  });

  test('the record of requests to the bot', async () => {
    const courier = createCourier({
      send: async () => ({ ok: true, status: 200, ackMs: 0, noRetry: false }),
    });
    for (let i = 0; i <= 2000; i += 1) await courier.send({ kind: 'command', payload: { i } });
    expect([courier.list.length, courier.list[0]?.request.payload.i]).toEqual([2000, 1]);
  });
});
