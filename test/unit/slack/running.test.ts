import { describe, expect, it } from 'vitest';
import { createRunning } from '../../../src/slack/running.ts';

describe('work that goes on after its acknowledgement', () => {
  it('is waited for, also what it starts while it is waited for', async () => {
    const running = createRunning(() => {});
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    running.track(first.promise.then(() => running.track(second.promise)));
    const settled = running.settle(5_000);
    first.resolve();
    second.resolve();
    expect(await settled).toBe(0);
  });

  it('is not waited for longer than allowed', async () => {
    const running = createRunning(() => {});
    running.track(new Promise(() => {}));
    expect(await running.settle(5)).toBe(1);
  });

  it('gives its failures to whoever logs them and to nobody else', async () => {
    const failures: unknown[] = [];
    const running = createRunning((error) => failures.push(error));
    running.track(Promise.reject(new Error('broken')));
    await running.settle(1_000);
    expect(failures).toEqual([new Error('broken')]);
  });
});
