import { expect, it } from 'vitest';
import { sleep } from '../../../src/api/sleep.ts';
import { Slots } from '../../../src/api/slots.ts';

/** A signal that counts who listens to it. */
function counted() {
  const controller = new AbortController();
  const { signal } = controller;
  const listening = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listening.add(args[1]);
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listening.delete(args[1]);
    remove(...args);
  };
  return { controller, signal, listening };
}

it('a wait leaves nothing behind on the signals it listened to, however it ended', async () => {
  const { controller, signal, listening } = counted();
  const other = new AbortController();
  await sleep(1, [signal, undefined]);
  expect(listening.size).toBe(0);

  const ended = sleep(60_000, [signal, other.signal]);
  expect(listening.size).toBe(1);
  other.abort(new Error('the other'));
  await expect(ended).rejects.toThrow('the other');
  expect(listening.size).toBe(0);

  const slots = new Slots(1, 5);
  await slots.acquire(60_000, [signal]);
  const granted = slots.acquire(60_000, [signal]);
  slots.release();
  await granted;
  await expect(slots.acquire(1, [signal])).rejects.toThrow('late');
  expect(listening.size).toBe(0);

  controller.abort(new Error('too late'));
  await expect(sleep(60_000, [signal])).rejects.toThrow('too late');
  expect(listening.size).toBe(0);
});
