import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '../../../playground/options.ts';
import { scenarios } from '../../../simulators/circleci/index.ts';

describe('the playground’s command line', () => {
  it('has sensible defaults', () => {
    expect(readOptions([], {})).toEqual({ port: 3000, scenario: null });
  });

  it('takes the port from --port, else from PORT', () => {
    expect(readOptions([], { PORT: '4000' }).port).toBe(4000);
    expect(readOptions(['--port', '0'], { PORT: '4000' }).port).toBe(0);
    expect(readOptions(['--port=65535'], {}).port).toBe(65_535);
  });

  it.each(['x', '-1', '65536', '1e3', '3000.5'])('refuses %j as a port', (port) => {
    expect(() => readOptions([`--port=${port}`], {})).toThrow(UsageError);
  });

  it('takes every scenario there is, and lists them for any other', () => {
    for (const name of Object.keys(scenarios))
      expect(readOptions(['--scenario', name], {}).scenario).toBe(name);
    expect(() => readOptions(['--scenario', 'toString'], {})).toThrow(
      /There are:[\s\S]*\bhold\b[\s\S]*\bfan-out\b/,
    );
  });

  it('says how it is used when it is used wrongly', () => {
    expect(() => readOptions(['--prot', '1'], {})).toThrow(/Usage: npm run playground/);
    expect(() => readOptions(['hold'], {})).toThrow(UsageError);
  });
});
