import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownCommand } from '../../../src/commands/names.ts';
import { nearest, slips } from '../../../src/commands/nearest.ts';
import { COMMAND_NAMES } from '../../../src/views/help-names.ts';

describe('slips', () => {
  test.each<[string, string, number]>([
    ['', '', 0],
    ['run', 'run', 0],
    ['rnu', 'run', 1],
    ['ru', 'run', 1],
    ['runn', 'run', 1],
    ['ran', 'run', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['', 'abc', 3],
  ])('%s → %s: %i', (a, b, expected) => {
    expect(slips(a, b)).toBe(expected);
  });

  test('is a distance in what matters: symmetric, zero only for equals, one for one edit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slips(a, b)).toBe(slips(b, a));
        expect(slips(a, b) === 0).toBe(a === b);
        expect(slips(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(slips(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
    fc.assert(
      fc.property(word, fc.nat(8), (a, at) => {
        const swapped = a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2);
        expect(slips(a, swapped)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('nearest command', () => {
  test.each<[string, string[]]>([
    ['rnu', ['run']],
    ['statsu', ['status']],
    ['subscibe', ['subscribe']],
    ['unsubcribe', ['unsubscribe']],
    ['whomai', ['whoami']],
    ['APROVE', ['approve']],
    ['xyz', []],
    ['frobnicate', []],
    ['', []],
  ])('%s', (typed, expected) => {
    expect(nearest(typed, COMMAND_NAMES)).toEqual(expected);
  });

  test('knows what other tools call it, and only suggests it', () => {
    expect(unknownCommand('Trigger')).toMatchObject({ word: 'Trigger', nearest: ['/circleci run'] });
    expect(unknownCommand('constructor')).toMatchObject({ nearest: [] });
  });

  test('finds every command with two neighbours swapped', () => {
    for (const name of COMMAND_NAMES) {
      const swapped = `${name[1]}${name[0]}${name.slice(2)}`;
      expect(nearest(swapped, COMMAND_NAMES)).toEqual([name]);
    }
  });
});
