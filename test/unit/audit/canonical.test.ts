import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../src/audit/canonical.ts';
import { entryHash, GENESIS } from '../../../src/audit/chain.ts';
import { csvRow } from '../../../src/audit/csv.ts';
import { bodyOf, NOWHERE } from '../../../src/audit/entry.ts';

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any')),
    fc.dictionary(
      fc.string({ unit: 'binary' }).filter((key) => key !== '__proto__'),
      tie('any'),
    ),
  ),
})).any;

it('writes a value in one way only, which reads back as the value', () => {
  fc.assert(
    fc.property(value, (any) => {
      const text = canonicalJson(any as Parameters<typeof canonicalJson>[0]);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(text).not.toMatch(/\\u0000/);
    }),
  );
});

it('sorts members, whatever their order was', () => {
  expect(canonicalJson({ b: 1, a: [{ d: null, c: 'é\n' }] })).toBe('{"a":[{"c":"é\\n","d":null}],"b":1}');
});

it('refuses numbers that writers of JSON write differently', () => {
  expect(() => canonicalJson(0.1)).toThrow(RangeError);
  expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
});

it('is the example of docs/audit.md', () => {
  const body = bodyOf({
    at: new Date('2026-11-21T10:00:00Z'),
    event: 'denied',
    action: 'approve',
    actionId: null,
    teamId: 'T024',
    userId: 'U061',
    where: { ...NOWHERE, project: 'gh/acme/web' },
    as: null,
    rule: 'nobody on Fridays',
    reason: null,
    detail: {},
    answer: null,
  });
  expect(body).toBe(
    '{"action":"approve","actionId":null,"answer":null,"as":null,"at":"2026-11-21T10:00:00.000Z","detail":{},"event":"denied","reason":null,"rule":"nobody on Fridays","where":{"branch":null,"channel":null,"job":null,"pipeline":null,"project":"gh/acme/web","tag":null,"workflow":null},"who":"T024:U061"}',
  );
  expect(entryHash(GENESIS, 1, body)).toBe(
    'fac82bc8cb550ddeebc9674eb6dce25df519c3458738890892e31bf40a28ba03',
  );
});

it.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '  =1', '|calc'])('disarms the cell %j', (cell) => {
  expect(csvRow([cell])).toMatch(/^"'/);
});
