import { describe, expect, it } from 'vitest';
import { verdictsOn } from '../../scripts/bench/verdicts.ts';

const line = { bench: 'start-and-memory', who: 'bot', figure: 'ready after', value: 900, unit: 'ms' };
const against = { ...line, peer: { name: 'before', value: 600 }, noise: 0.2 };

describe('verdicts on benchmarks', () => {
  it('say whether a promise is kept, missed within the noise, or missed', () => {
    const resultOf = (ratio: number) => verdictsOn({ ...against, ratio, atMost: 1.5 })[0]?.result;
    expect(resultOf(1.4)).toBe('met');
    expect(resultOf(1.6)).toBe('near');
    expect(resultOf(1.8)).toBe('missed');
  });

  it('know promises of at least so much', () => {
    const resultOf = (ratio: number) => verdictsOn({ ...against, ratio, atLeast: 1.5 })[0]?.result;
    expect(resultOf(1.6)).toBe('met');
    expect(resultOf(1.4)).toBe('near');
    expect(resultOf(1.2)).toBe('missed');
  });

  it('say what it was measured against', () => {
    expect(verdictsOn({ ...against, ratio: 1.8, atMost: 1.5 })).toEqual([
      { text: 'start-and-memory, bot: ready after: 1.8 times before’s, at most 1.5', result: 'missed' },
    ]);
  });

  it('judge the value itself where there is no peer', () => {
    expect(verdictsOn({ ...line, atMost: 800, noise: 20 })).toEqual([
      { text: 'start-and-memory, bot: ready after: 900 ms, at most 800', result: 'missed' },
    ]);
  });

  it('leave alone what promises nothing', () => {
    expect(verdictsOn(line)).toEqual([]);
    expect(verdictsOn({ bench: 'api', callsPerSecond: 1 })).toEqual([]);
  });
});
