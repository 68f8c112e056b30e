import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../src/slack/turns.ts';

describe('turns', () => {
  it('start work in order, one a turn of the event loop, and not at once', async () => {
    const inTurn = createTurns();
    const seen: string[] = [];
    const all = ['first', 'second', 'third'].map((name) => inTurn(async () => void seen.push(name)));
    expect(seen).toEqual([]);
    for (const count of [1, 2, 3]) {
      await nextTurn();
      expect(seen).toHaveLength(count);
    }
    await Promise.all(all);
    expect(seen).toEqual(['first', 'second', 'third']);
  });

  it('go on when work takes long or fails, and pass the failure on', async () => {
    const inTurn = createTurns();
    const endless = inTurn(() => new Promise(() => {}));
    const broken = inTurn(() => Promise.reject(new Error('broken')));
    await expect(broken).rejects.toThrow('broken');
    await expect(Promise.race([endless, inTurn(async () => {})])).resolves.toBeUndefined();
  });

  it('do not let more and more wait: then the oldest starts at once', async () => {
    const inTurn = createTurns();
    const seen: number[] = [];
    const all = Array.from({ length: 103 }, (_, index) => inTurn(async () => void seen.push(index)));
    await Promise.resolve();
    expect(seen).toEqual([0, 1, 2]);
    await Promise.all(all);
    expect(seen).toEqual(Array.from({ length: 103 }, (_, index) => index));
  });

  it('are given to work that comes from within work', async () => {
    const inTurn = createTurns();
    const seen: string[] = [];
    await inTurn(async () => {
      seen.push('outer');
      await inTurn(async () => void seen.push('inner'));
    });
    expect(seen).toEqual(['outer', 'inner']);
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
