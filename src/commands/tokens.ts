import { dropInvisible } from '../domain/invisible.ts';
import { quoted as inQuotes, isDoubleQuote, opensQuote, readQuote } from '../domain/quotes.ts';
import { readListAt } from '../domain/typed-list.ts';
import type { Mistake } from '../views/help-mistake.ts';
import { bracketsFrom } from './brackets.ts';
import type { Mention } from './slack-markup.ts';
import { readSigns, type Sign } from './slack-signs.ts';

/** One word as the person meant it: what Slack escaped is decoded, and quotes around the word or its value are gone. */
export interface Word {
  readonly text: string;
  /** True when the word or its value was in quotes: then it is text, whatever it looks like. */
  readonly quoted: boolean;
  /** Where its first plain `=` and `:` stand, those in quotes and in links left out; -1 without one. */
  readonly equals: number;
  readonly colon: number;
  /** When the word is a mention of Slack's and nothing else; left out for others. */
  readonly mention?: Mention;
  /** Slack user id, when the word is a mention and nothing else. */
  readonly user: string | null;
  /** The text with ids in the place of the names of people and user groups; left out without any. */
  readonly identified?: string;
  /** Of a key that takes a list: its items, quotes gone. */
  readonly items?: readonly string[];
}

export type Words =
  | { readonly ok: true; readonly words: readonly Word[] }
  | { readonly ok: false; readonly mistake: Mistake };

/** What is particular about the words of a command. */
export interface WordStyle {
  /** From this word on, the command's name not counted, it is free text, in which quotes are as typed. */
  readonly prose?: number;
  /** True for keys, in lower case, that take a list. */
  readonly isList?: (key: string) => boolean;
}

/** What input methods for Japanese and Chinese type for the signs that mean something here. */
const WIDE: Readonly<Record<string, string>> = { '＝': '=', '：': ':' };

/**
 * Splits the text of a slash command into words. Quotes count at the start of a word and of a value, which is what
 * stands behind the first `=` or `:` of a word; in a list also at the start of an item. A value that begins with a
 * bracket goes on to the one that closes it. Everything else is as typed.
 *
 * @param styleOf the style for a command, by the first word
 * @returns the words, or what is not clear about them: running a command on half of what was meant helps no one
 */
export function readWords(raw: string, styleOf: (command: string) => WordStyle = () => ({})): Words {
  const signs = readSigns(dropInvisible(raw));
  const typed = { signs, texts: signs.map(({ text }) => text) };
  const words: Read[] = [];
  let style: WordStyle = {};
  let at = afterSpace(signs, 0);
  while (at < signs.length) {
    const isProse = words.length - 1 >= (style.prose ?? Number.POSITIVE_INFINITY);
    const isFirst = words.length - 1 === style.prose;
    const read = isProse ? readProse(typed, at, isFirst) : readWord(typed, at, style);
    if ('mistake' in read) return { ok: false, mistake: read };
    words.push(read);
    if (words.length === 1) style = styleOf(read.word.text);
    at = afterSpace(signs, read.end);
  }
  const unclear = style.prose === undefined ? brokenQuote(words) : null;
  return unclear === null
    ? { ok: true, words: words.map(({ word }) => word) }
    : { ok: false, mistake: unclear };
}

interface Typed {
  readonly signs: readonly Sign[];
  readonly texts: readonly string[];
}

interface Read {
  readonly word: Word;
  readonly end: number;
  /** Double quotation marks that are part of the text and were not escaped by a backslash. */
  readonly loose: number;
}

function readWord({ signs, texts }: Typed, start: number, style: WordStyle): Read | Mistake {
  const whole = readQuote(texts, start, isEnd);
  if (typeof whole === 'string') return unclear(whole, signs, start, start);
  if (whole !== null) return made(signs, whole.inside, whole.end, { quoted: true, from: 0 });
  const sign = signAt(texts, start);
  if (sign === null) return plain(signs, start);
  const key = texts.slice(start, sign).join('');
  if (style.isList?.(key.toLowerCase()) === true) return list({ signs, texts }, start, sign);
  const value = readQuote(texts, sign + 1, isEnd);
  if (typeof value === 'string') return unclear(value, signs, start, sign + 1);
  if (value !== null) {
    const places = [...range(start, sign + 1), ...value.inside];
    return made(signs, places, value.end, { quoted: true, from: sign + 1 - start });
  }
  const brackets = bracketsFrom(texts, sign + 1);
  if (brackets === 'unclosed') return unclear('unclosed-bracket', signs, start, sign + 1);
  return plain(signs, start, brackets ?? start);
}

/** Free text that is in quotes from beginning to end is what stands in them; else quotes are part of it. */
function readProse(typed: Typed, start: number, isFirst: boolean): Read {
  const { signs } = typed;
  const read = isFirst ? readWord(typed, start, {}) : null;
  const isQuoted = read !== null && !('mistake' in read) && read.word.quoted;
  return isQuoted && afterSpace(signs, read.end) === signs.length ? read : plain(signs, start);
}

/** @param from where spaces begin to count */
function plain(signs: readonly Sign[], start: number, from = start): Read {
  let end = from;
  while (end < signs.length && !isSpace(signs[end]?.text)) end += 1;
  return made(signs, range(start, end), end, { quoted: false, from: end - start });
}

function list({ signs, texts }: Typed, start: number, sign: number): Read | Mistake {
  const read = readListAt(texts, sign + 1, isSpace);
  if ('problem' in read) return unclear(read.problem, signs, start, sign + 1);
  const { word, ...rest } = made(signs, range(start, read.end), read.end, {
    quoted: false,
    from: sign + 1 - start,
  });
  const items = read.items.map((places) => places.map((place) => texts[place]).join(''));
  return { ...rest, word: { ...word, items } };
}

/** @param about how many of the signs stand before a quotation */
function made(
  signs: readonly Sign[],
  places: readonly number[],
  end: number,
  about: { readonly quoted: boolean; readonly from: number },
): Read {
  let text = '';
  let identified = '';
  const first = { '=': -1, ':': -1 };
  let loose = 0;
  for (const [index, place] of places.entries()) {
    const sign = signs[place] ?? { text: '' };
    const meant = WIDE[sign.text] ?? sign.text;
    const isPlain = !about.quoted || index < about.from;
    const isKeySign = isPlain && first['='] < 0 && first[':'] < 0 && (meant === '=' || meant === ':');
    if (isPlain && (meant === '=' || meant === ':') && first[meant] < 0) first[meant] = text.length;
    if (isPlain && isDoubleQuote(sign.text) && signs[place - 1]?.text !== '\\') loose += 1;
    text += isKeySign ? meant : sign.text;
    identified += isKeySign ? meant : (sign.identified ?? sign.text);
  }
  const [only, more] = places.map((place) => signs[place]);
  const alone = !about.quoted && more === undefined ? only : undefined;
  const user = alone?.user ?? null;
  const ids = {
    ...(alone?.mention === undefined ? {} : { mention: alone.mention }),
    ...(identified === text ? {} : { identified }),
  };
  const word = { text, quoted: about.quoted, equals: first['='], colon: first[':'], user, ...ids };
  return { word, end, loose };
}

/**
 * A quotation that began within a word and was torn apart at a space: `x=key:"a b"`. A single mark is an inch mark as
 * long as nothing else is quoted.
 */
function brokenQuote(words: readonly Read[]): Mistake | null {
  const odd = words.findIndex(({ loose }) => loose % 2 === 1);
  const quotes = words.filter(({ loose, word }) => loose > 0 || word.quoted);
  const torn = words.findIndex(
    ({ word }, at) =>
      !word.quoted && /['’]$/.test(word.text) && words.slice(0, at).some((one) => one.word.quoted),
  );
  const at = odd >= 0 && quotes.length > 1 ? odd : torn;
  const text = words[at]?.word.text;
  return text === undefined ? null : { mistake: 'quote-within', word: text, nearest: [wrapped(text)] };
}

function unclear(
  problem: 'unclosed' | 'text-behind' | 'unclosed-bracket',
  signs: readonly Sign[],
  start: number,
  value: number,
): Mistake {
  const textOf = (from: number, end?: number) =>
    signs
      .slice(from, end)
      .map(({ text }) => text)
      .join('')
      .trim();
  if (problem === 'text-behind') {
    const end = plain(signs, start).end;
    const nearest = [`${textOf(start, value)}${single(textOf(value, end))}`];
    return { mistake: 'quote-within', word: textOf(start, end), nearest };
  }
  const rest = textOf(value);
  if (problem === 'unclosed-bracket') {
    return { mistake: 'unclosed-bracket', word: rest, nearest: [`${textOf(start, value)}${single(rest)}`] };
  }
  const closing = { '“': '”', '„': '“', '‘': '’', '「': '」', '『': '』' }[rest.charAt(0)] ?? rest.charAt(0);
  return { mistake: 'unclosed-quote', word: rest, nearest: [`${textOf(start)}${closing}`] };
}

/** @returns the text in quotes of the kind that leaves everything in it as typed, where that is possible */
function single(text: string): string {
  return text.includes("'") ? inQuotes(text) : `'${text}'`;
}

function wrapped(text: string): string {
  const [, key = '', value = ''] = /^([^=:]*[=:])?(.*)$/su.exec(text) ?? [];
  return `${key}${single(value)}`;
}

/** @returns the place of the sign that ends the key of a word; null for words without one */
function signAt(texts: readonly string[], start: number): number | null {
  for (let at = start; at < texts.length; at += 1) {
    const text = texts[at] ?? '';
    if (isSpace(text) || opensQuote(text)) return null;
    if (text === '=' || text === ':' || WIDE[text] !== undefined) return at;
  }
  return null;
}

function range(from: number, end: number): number[] {
  return Array.from({ length: end - from }, (_, index) => from + index);
}

function afterSpace(signs: readonly Sign[], from: number): number {
  let at = from;
  while (at < signs.length && isSpace(signs[at]?.text)) at += 1;
  return at;
}

function isEnd(next: string | undefined): boolean {
  return next === undefined || isSpace(next);
}

function isSpace(sign: string | undefined): boolean {
  return sign !== undefined && /^\s$/u.test(sign);
}
