import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approve } from '../../../src/commands/approve.ts';
import { lock } from '../../../src/commands/lock.ts';
import { parseLock } from '../../../src/commands/lock-words.ts';
import { presets } from '../../../src/commands/presets.ts';
import { parseRun } from '../../../src/commands/run-words.ts';
import { isListKey, parseSubscribe } from '../../../src/commands/subscribe-words.ts';
import { readWords, type Word, type WordStyle } from '../../../src/commands/tokens.ts';
import { dropInvisible } from '../../../src/domain/invisible.ts';
import { readList, writeList } from '../../../src/domain/typed-list.ts';
import { isMistake, type Mistake } from '../../../src/views/help-mistake.ts';
import { typedValue } from '../../../src/views/run-modal-values.ts';

/** Whatever is typed arrives as it was typed, or is refused: never as something else. */

/** JSON with and without spaces in it. Names and texts have what Slack escapes, what phones make of quotes, and commas. */
const text = fc.string({ unit: fc.constantFrom(...'ab,:=\'"“”‘’「」&<>\\ {}[]!*'), maxLength: 8 });
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(text, tie('tree'), { maxKeys: 3 }),
  ),
}));
const container = fc.oneof(fc.array(tree, { maxLength: 4 }), fc.dictionary(text, tree, { maxKeys: 4 }));
const json = fc
  .tuple(container, fc.constantFrom(undefined, 1))
  .map(([value, indent]) => JSON.stringify(value, null, indent).replaceAll(/\n */g, ' '));

const bySlack = (typed: string) =>
  typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function read<T extends object>(
  typed: string,
  parse: (words: readonly Word[]) => T | Mistake,
  style: WordStyle = {},
): T | Mistake {
  const words = readWords(`command ${bySlack(typed)}`, () => style);
  return words.ok ? parse(words.words.slice(1)) : words.mistake;
}

describe('JSON as a value', () => {
  test('of run, as it is and in single quotes, arrives as exactly that text', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(read(`web main p=${value} q=1`, parseRun)).toMatchObject({
          names: ['web', 'main'],
          parameters: { p: value, q: 1 },
        });
        const single = read(`web main p='${value}'`, parseRun);
        // With a quotation mark before a space in it, it can be two values, as `p='a' b='c'` is.
        if (!isMistake(single) && !/['’]\s/.test(value))
          expect(single).toMatchObject({ names: ['web', 'main'], parameters: { p: value } });
        if (!value.includes("'")) expect(single).toHaveProperty('parameters.p', value);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of a preset arrives as exactly that text', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(read(`save nightly web p=${value}`, presets.parse)).toMatchObject({
          run: { names: ['web'], parameters: { p: value } },
        });
      }),
    );
  });

  test('of a reason arrives as exactly that text, but for spaces in a row', () => {
    const oneLine = (typed: string) => typed.replaceAll(/\s+/g, ' ').trim();
    fc.assert(
      fc.property(json, (value) => {
        fc.pre(value.length < 200);
        expect(read(`#128 reason:${value}`, approve.parse)).toMatchObject({ reason: oneLine(value) });
        expect(read(`web 2h ${value}`, parseLock, lock.style)).toMatchObject({ reason: oneLine(value) });
        expect(read(`web 2h see ${value}`, parseLock, lock.style)).toMatchObject({
          reason: oneLine(`see ${value}`),
        });
      }),
    );
  });

  test('with curly quotes, as clients make of straight ones, is refused with the straight form', () => {
    expect(read('web p=[“api”,“web”]', parseRun)).toEqual({
      mistake: 'curly-json',
      word: 'p',
      nearest: ['p=["api","web"]'],
    });
    expect(read("web p='[“api”]'", parseRun)).toMatchObject({ parameters: { p: '[“api”]' } });
  });
});

test('any text as a value of run arrives as typed or is refused', () => {
  const odd = fc.string({ unit: fc.constantFrom(...'ab,:=\'"“”&<>\\{}[]'), minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(odd, (value) => {
      const args = read(`web p=${value}`, parseRun);
      if (isMistake(args)) return;
      const inQuotes = /^(?:"(.*)"|'(.*)'|[“”](.*)["“”]|[‘’](.*)['‘’])$/su.exec(value);
      const inside = inQuotes?.slice(1).find((group) => group !== undefined);
      const typed = inside === undefined ? typedValue(value, false) : expect.any(String);
      expect(args).toMatchObject({ names: ['web'], parameters: { p: typed } });
      // In quotes only backslashes may go, and only before a mark or another one.
      if (inside !== undefined && !inside.includes('\\')) expect(args).toHaveProperty('parameters.p', inside);
    }),
    { numRuns: 3_000 },
  );
});

describe('a list of arbitrary items', () => {
  const item = fc
    .tuple(
      fc.boolean(),
      fc.string({
        unit: fc.oneof(fc.string({ minLength: 1, maxLength: 1 }), fc.constantFrom(...',、，"“”\'\\! &<>')),
        minLength: 1,
        maxLength: 10,
      }),
    )
    .map(([excludes, name]) => `${excludes ? '!' : ''}${dropInvisible(name).trim().replace(/^!+/, '')}`)
    .filter((name) => name.replace('!', '') !== '' && !/^!?\s|\s$|\p{Cc}/u.test(name));
  const items = fc.uniqueArray(item, { minLength: 1, maxLength: 6 });

  test('is read from a form as it was written into it', () => {
    fc.assert(
      fc.property(items, (list) => {
        expect(readList(writeList(list))).toEqual({ items: list });
      }),
      { numRuns: 1_000 },
    );
  });

  test('is read from a command as its quoted items', () => {
    const quoted = (name: string) => `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
    const typedItem = (one: string) => (one.startsWith('!') ? `!${quoted(one.slice(1))}` : quoted(one));
    fc.assert(
      fc.property(items, (list) => {
        const args = read(`web author:${list.map(typedItem).join(',')}`, parseSubscribe, {
          isList: isListKey,
        });
        if (!isMistake(args)) expect(args.filter.authors).toEqual(list);
        else expect(args.mistake).toMatch(/^pattern-|^author-mention|^a-channel/);
      }),
      { numRuns: 1_000 },
    );
  });
});
