import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { ACTION } from '../../../src/views/action-ids.ts';
import { decodeOrigin, runModal } from '../../../src/views/run-modal.ts';
import { readParameterLines } from '../../../src/views/run-modal-lines.ts';
import {
  optionValue,
  projectOption,
  type RefChoice,
  refKey,
  refOfKey,
  refOption,
  searchFor,
} from '../../../src/views/run-modal-options.ts';

const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 });

describe('options', () => {
  test('a value that fits is the text, a longer one begins with it', () => {
    expect(optionValue('b:main')).toBe('b:main');
    expect(searchFor('b:main')).toBeNull();
    const long = `b:dependabot/npm_and_yarn/${'x'.repeat(80)}`;
    expect(optionValue(long)).toHaveLength(75);
    expect(long.startsWith(searchFor(optionValue(long)) ?? 'nothing')).toBe(true);
  });

  test('values are within Slack’s limit, well formed, and different for different texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(optionValue(a).length).toBeLessThanOrEqual(75);
        if (a.isWellFormed()) expect(optionValue(a).isWellFormed()).toBe(true);
        expect(optionValue(a) === optionValue(b)).toBe(a === b);
        const search = searchFor(optionValue(a));
        expect(search === null ? optionValue(a) === a : a.startsWith(search)).toBe(true);
      }),
    );
  });

  test('texts of options are within Slack’s limit and not empty', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), fc.constantFrom(...LOCALES), (name, typed, locale) => {
        const options = [
          refOption({ branch: name }, locale, typed),
          refOption({ tag: name }, locale, typed),
          projectOption({ slug: `gh/acme/${name}`, name }),
          projectOption({ slug: 'circleci/abc/def', name }),
        ];
        for (const { text } of options) {
          expect(text.text.length).toBeLessThanOrEqual(75);
          expect(text.text.trim()).not.toBe('');
        }
      }),
    );
  });

  test('a ref survives its key', () => {
    const ref: fc.Arbitrary<RefChoice> = fc.oneof(
      anyText.map((branch) => ({ branch })),
      anyText.map((tag) => ({ tag })),
    );
    fc.assert(
      fc.property(ref, (one) => {
        expect(refOfKey(refKey(one))).toEqual(one);
      }),
    );
    for (const bad of ['', 'b:', 't:', 'x:main', 'main']) expect(refOfKey(bad)).toBeNull();
  });
});

describe('the form', () => {
  test.each(LOCALES)('keeps Slack’s limits in %s', (locale) => {
    const view = runModal({ locale, origin: { channelId: 'C1', responseUrl: null, projectSlug: null } });
    for (const title of [view.title, view.submit, view.close]) {
      expect(title?.text.length).toBeLessThanOrEqual(24);
    }
    expect(view.callback_id).toBe(ACTION.runSubmit);
    expect(JSON.stringify(view)).not.toContain('`');
    expect(view).toMatchSnapshot();
  });

  test('another project makes another field for the branch, and nothing else', () => {
    const origin = { channelId: 'C1', responseUrl: null, projectSlug: 'gh/acme/web' };
    const ids = (slug: string) =>
      runModal({ locale: 'en', origin: { ...origin, projectSlug: slug } }).blocks.map((b) => b.block_id);
    const [project, ref, parameters] = ids('gh/acme/web');
    const [sameProject, otherRef, sameParameters] = ids('gh/acme/api');
    expect([sameProject, sameParameters]).toEqual([project, parameters]);
    expect(otherRef).not.toBe(ref);
    expect(ids('gh/acme/web')[1]).toBe(ref);
  });

  test('remembers where it was opened', () => {
    const maybe = fc.option(fc.string({ minLength: 1, maxLength: 200 }));
    fc.assert(
      fc.property(maybe, maybe, maybe, (channelId, responseUrl, projectSlug) => {
        const origin = { channelId, responseUrl, projectSlug };
        const metadata = runModal({ locale: 'en', origin }).private_metadata ?? '';
        expect(decodeOrigin(metadata)).toEqual(origin);
        expect(metadata.length).toBeLessThanOrEqual(3000);
      }),
    );
  });

  test('knows nothing from metadata that is not its own', () => {
    const nothing = { channelId: null, responseUrl: null, projectSlug: null };
    for (const metadata of ['', 'null', '[]', '7', '{"c":7,"r":{},"p":""}', '{', '"C1"']) {
      expect(decodeOrigin(metadata)).toEqual(nothing);
    }
  });
});

describe('readParameterLines', () => {
  test.each<[string, Record<string, unknown>]>([
    ['', {}],
    [' \n\n', {}],
    ['deploy=true\r\ncount = 3', { deploy: true, count: 3 }],
    ['note=two words here', { note: 'two words here' }],
    ['n="3"\nm=“4”\no=「5」', { n: '3', m: '4', o: '5' }],
    ['q=\'"a" and "b"\'', { q: '"a" and "b"' }],
    ['services=["api","web"]\nkey=x:"v"', { services: '["api","web"]', key: 'x:"v"' }],
    ['url=https://example.com/?a=b', { url: 'https://example.com/?a=b' }],
    ['empty=\nalso=""', { empty: '', also: '' }],
    ['wide＝true', { wide: true }],
  ])('%s', (text, parameters) => {
    expect(readParameterLines(text, 'en')).toEqual({ parameters });
  });

  test.each<[string, string, string]>([
    ['a=1\nnonsense', 'Line 2: Write it as key=value.', '2行目: キー=値 の形で書いてください。'],
    ['two words=1', 'Line 1: Write it as key=value.', '1行目: キー=値 の形で書いてください。'],
    ['a: 1', 'Line 1: Write it as key=value.', '1行目: キー=値 の形で書いてください。'],
    [
      'q="a" and "b"',
      'Line 1: It is not clear what belongs to “"a" and "b"”, because quotes count only around a whole word or a whole value. Nothing was done. Put all of the value in quotes, single ones if it has double ones in it.',
      '1行目: “"a" and "b"” のどこまでが値か分かりません。引用符は単語全体または値全体を囲む場合にだけ有効です。何も実行していません。値全体を引用符で囲んでください。値に二重引用符が含まれる場合は一重引用符を使います。',
    ],
    [
      '=1',
      'Line 1: “=1” has no name before the =. Nothing was started.',
      '1行目: “=1” には = の前の名前がありません。何も開始していません。',
    ],
    [
      'a=1\na=2',
      '“a” is given twice. Nothing was started.',
      '“a” が2回指定されています。何も開始していません。',
    ],
  ])('refuses %s', (text, en, ja) => {
    expect(readParameterLines(text, 'en')).toEqual({ problem: en });
    expect(readParameterLines(text, 'ja')).toEqual({ problem: ja });
  });
});
