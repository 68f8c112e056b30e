import { expect, it } from 'vitest';
import { createScheduler } from '../../../simulators/circleci/scheduler.ts';

it('runs in the order of time, scaled', async () => {
  const scheduler = createScheduler(0.001);
  const order: string[] = [];
  scheduler.after(20_000, () => order.push('late'));
  scheduler.after(5_000, () => order.push('early'));
  await scheduler.idle();
  expect(order).toEqual(['early', 'late']);
});

it('idle waits for what a task schedules and for what is tracked', async () => {
  const scheduler = createScheduler(0.001);
  const order: string[] = [];
  scheduler.after(1_000, () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    scheduler.track(promise);
    scheduler.after(2_000, () => {
      order.push('second');
      resolve();
    });
  });
  await scheduler.idle();
  expect(order).toEqual(['second']);
});

it('a step brings one thing forward, a settled scheduler has none left', async () => {
  const scheduler = createScheduler(1, true);
  const order: string[] = [];
  const again = (left: number) => {
    order.push(`hour ${left}`);
    if (left > 0) scheduler.after(3_600_000, () => again(left - 1));
  };
  scheduler.after(3_600_000, () => again(2));
  scheduler.after(4_000_000, () => order.push('between'));
  expect(await scheduler.step()).toBe(true);
  expect(order).toEqual(['hour 2']);
  await scheduler.settle();
  expect(order).toEqual(['hour 2', 'between', 'hour 1', 'hour 0']);
  expect(await scheduler.step()).toBe(false);
});

it('what is taken back or stopped does not run', async () => {
  const scheduler = createScheduler(0.001);
  const order: string[] = [];
  scheduler.after(1_000, () => order.push('taken back'))();
  await scheduler.idle();
  scheduler.after(1_000, () => order.push('stopped'));
  scheduler.stop();
  scheduler.after(1_000, () => order.push('too late'));
  await scheduler.idle();
  expect(order).toEqual([]);
});

it('tracked work that fails does not keep it from being idle', async () => {
  const scheduler = createScheduler(1);
  scheduler.track(Promise.reject(new Error('on purpose')));
  await scheduler.idle();
  expect(await scheduler.step()).toBe(false);
});
