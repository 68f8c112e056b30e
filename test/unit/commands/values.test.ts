import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typedValue } from '../../../src/views/run-modal-values.ts';

describe('typedValue', () => {
  test.each<[string, string | number | boolean]>([
    ['true', true],
    ['false', false],
    ['True', 'True'],
    ['0', 0],
    ['-7', -7],
    ['42', 42],
    ['-0', '-0'],
    ['007', '007'],
    ['+1', '+1'],
    ['1.0', '1.0'],
    ['1e3', '1e3'],
    ['0x10', '0x10'],
    ['９', '９'],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['', ''],
    ['null', 'null'],
  ])('%s', (text, expected) => {
    expect(typedValue(text, false)).toBe(expected);
  });

  test('whatever was quoted stays text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom('true', '1'), fc.string()), (t) => typedValue(t, true) === t),
    );
  });

  test('loses nothing: the value written again is the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.bigInt().map(String)), (text) => {
        expect(String(typedValue(text, false))).toBe(text);
      }),
    );
  });
});
