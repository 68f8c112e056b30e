import { describe, expect, it } from 'vitest';
import { verdictsOn } from '../../scripts/bench/verdicts.ts';

const line = { bench: 'command-ack', engine: 'embedded', figure: 'p99', value: 3, unit: 'ms', target: 1.5 };

describe('verdicts on benchmarks', () => {
  it('say whether a promise is kept, missed within the noise, or missed', () => {
    const resultOf = (ratio: number, ok: boolean) =>
      verdictsOn({ ...line, ratio, ok, noise: 0.2 })[0]?.result;
    expect(resultOf(1.4, true)).toBe('met');
    expect(resultOf(1.6, false)).toBe('near');
    expect(resultOf(1.8, false)).toBe('missed');
  });

  it('judge the value itself where there is no peer', () => {
    const ready = { ...line, value: 2_100, target: 2_000, ok: false, noise: 20 };
    expect(verdictsOn(ready)).toEqual([
      { text: 'command-ack, embedded: p99: 2100 ms, at most 2000', result: 'missed' },
    ]);
  });

  it('leave alone what promises nothing', () => {
    expect(verdictsOn({ bench: 'api', callsPerSecond: 1 })).toEqual([]);
  });

  it('hold intake to Probot’s rate and to its own p99', () => {
    const intake = { bench: 'intake', server: 'chatops-pglite', summary: 'median round' };
    const results = (ratioToProbot: number, p99: number) =>
      verdictsOn({ ...intake, ratioToProbot, p99 }).map(({ result }) => result);
    expect(results(1.1, 20)).toEqual(['met', 'met']);
    expect(results(0.9, 60)).toEqual(['missed', 'missed']);
    expect(verdictsOn({ ...intake, server: 'probot', ratioToProbot: 0.5, p99: 90 })).toEqual([]);
  });
});
