import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { giveWay, isUrgent, patiently, urgently } from '../../../src/storage/urgency.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('lets what nobody waits for wait until those have ended that somebody waits for', async () => {
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const clicks = [
    urgently(async () => {
      await giveWay();
      order.push('click');
      await first.promise;
    }),
    urgently(() => second.promise),
  ];
  const rest = giveWay().then(() => order.push('rest'));
  await pause(5);
  first.resolve();
  await clicks[0];
  await pause(5);
  expect(order).toEqual(['click']);
  second.resolve();
  await Promise.all([...clicks, rest]);
  expect(order).toEqual(['click', 'rest']);
});

it('holds up nothing when nobody waits', async () => {
  await urgently(async () => {});
  await expect(urgently(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  const waited = performance.now();
  await giveWay();
  expect(performance.now() - waited).toBeLessThan(50);
});

it('counts what follows among the rest, once they have seen that it is under way', async () => {
  const shown = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const seen: boolean[] = [];
  const click = urgently(async () => {
    seen.push(isUrgent());
    await shown.promise;
    await patiently(async () => {
      seen.push(isUrgent());
      await done.promise;
    });
    seen.push(isUrgent());
  });
  const rest = giveWay();
  shown.resolve();
  await rest;
  done.resolve();
  await click;
  expect(seen).toEqual([true, false, false]);
});

it('holds nothing up for long, however many there are, nor for one that takes long', async () => {
  vi.useFakeTimers();
  const never = Promise.withResolvers<void>();
  const slow = urgently(async () => {
    await never.promise;
    return isUrgent();
  });
  let passed = false;
  const rest = giveWay().then(() => {
    passed = true;
  });
  await vi.advanceTimersByTimeAsync(99);
  expect(passed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await rest;
  await vi.advanceTimersByTimeAsync(900);
  // A second after the click: nobody stands aside any more.
  await giveWay();
  never.resolve();
  expect(await slow).toBe(false);
});
