import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode } from '../../../src/webhooks/decode.ts';

const storable = (text: string) => {
  const decoded = decode(Buffer.from(text));
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.storable;
};

it('keeps ordinary text byte for byte', () => {
  const text = '{ "a" : [1, "ü\\n\\\\u0000"],\n "b":null }'.replace('\\\\u0000', '');
  expect(storable(text)).toBe(text);
});

it.each([
  ['{"a\\u0000":"b\\u0000c"}', { 'a\u{FFFD}': 'b\u{FFFD}c' }],
  ['["\\ud83d", "\\uDE00", "\\ud83d\\ude00"]', ['\u{FFFD}', '\u{FFFD}', '😀']],
  ['{"big": 1e99999}', { big: null }],
  [`[${'9'.repeat(400)}]`, [null]],
  ['["a literal \\\\u0000 stays"]', ['a literal \\u0000 stays']],
])('makes %j storable', (text, expected) => {
  expect(JSON.parse(storable(text))).toEqual(expected);
});

it.each(['', '{', 'nul', '{"a":1}}', "{'a':1}"])('refuses %j, which is not JSON', (text) => {
  expect(decode(Buffer.from(text))).toMatchObject({ ok: false, reason: expect.stringContaining('not JSON') });
});

it('refuses what is nested too deeply, but not brackets inside of text', () => {
  expect(decode(Buffer.from('['.repeat(100_000)))).toMatchObject({ ok: false });
  expect(decode(Buffer.from(JSON.stringify({ a: `\\"${'['.repeat(500)}` })))).toMatchObject({ ok: true });
});

it('looks for depth in the text: of two equal keys the value has only the last', () => {
  const deep = `${'['.repeat(65)}${']'.repeat(65)}`;
  expect(decode(Buffer.from(`{"a":${deep},"a":1}`))).toMatchObject({ ok: false });
  const wide = JSON.stringify({ a: Array.from({ length: 200 }, () => [{}]) });
  expect(decode(Buffer.from(wide))).toMatchObject({ ok: true });
});

it('takes any JSON that is not deep, and what it stores is JSON that the database can hold', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      const result = storable(text);
      expect(JSON.parse(result)).toBeDefined();
      expect(JSON.stringify(JSON.parse(result))).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }),
  );
});
