import { closesQuote, quoteOpenedBy } from './quotes.ts';
import { type Markup, readEntity, readMarkup } from './slack-markup.ts';

/** One word as the person meant it: entities decoded, Slack's links resolved, quotes and escapes gone. */
export interface Word {
  readonly text: string;
  /** True when some of it was quoted or escaped: then it is text, whatever it looks like. */
  readonly quoted: boolean;
  /** Where its first plain `=` and `:` stand, those in quotes and in links left out; -1 without one. */
  readonly equals: number;
  readonly colon: number;
  /** Slack user id, when the word is a mention and nothing else. */
  readonly user: string | null;
  /** The text with ids in the place of the names of people and user groups; left out without any. */
  readonly identified?: string;
}

export type Words =
  | { readonly ok: true; readonly words: readonly Word[] }
  /** `quote` was opened before `rest` and never closed. */
  | { readonly ok: false; readonly quote: string; readonly rest: string };

/** What input methods for Japanese and Chinese type for the signs that mean something here. */
const WIDE: Readonly<Record<string, string>> = { '＝': '=', '：': ':' };
const SPACE = /[\s\u200b]/u;
/** A quote opens at the start of a word and after one of these; elsewhere it is an apostrophe or an inch mark. */
const BEFORE_QUOTE = /[=:,、，]/u;

/**
 * Splits the text of a slash command into words as people type them: straight, smart and Japanese quotes,
 * backslash escapes, full-width spaces, Slack's entities and `<…>` forms. A backslash before a letter or a digit
 * stays, so that patterns and Windows paths survive.
 *
 * @returns the words, or the quote that nobody closed: running a command on half of what was meant helps no one
 */
export function readWords(raw: string): Words {
  const words: Word[] = [];
  let at = 0;
  while (at < raw.length) {
    if (SPACE.test(raw.charAt(at))) {
      at += 1;
      continue;
    }
    const read = readWord(raw, at);
    if (!read.ok) return read;
    words.push(read.word);
    at = read.end;
  }
  return { ok: true, words };
}

type WordRead = { ok: true; word: Word; end: number } | Extract<Words, { ok: false }>;

function readWord(raw: string, start: number): WordRead {
  let text = '';
  let identified = '';
  let quoted = false;
  let equals = -1;
  let colon = -1;
  let user: string | null = null;
  let at = start;
  while (at < raw.length && !SPACE.test(raw.charAt(at))) {
    const before = at === start ? undefined : raw.charAt(at - 1);
    const family = before === undefined || BEFORE_QUOTE.test(before) ? quoteOpenedBy(raw.charAt(at)) : null;
    if (family !== null) {
      const inside = readQuoted(raw, at + 1, (character, next) => closesQuote(family, character, next));
      if (inside === null) return { ok: false, quote: raw.charAt(at), rest: raw.slice(at) };
      text += inside.text;
      identified += inside.text;
      at = inside.end;
      quoted = true;
      continue;
    }
    const piece = readPiece(raw, at);
    if (piece.plain === '=' && equals < 0) equals = text.length;
    if (piece.plain === ':' && colon < 0) colon = text.length;
    user = at === start ? (piece.user ?? null) : null;
    quoted ||= piece.escaped;
    text += piece.text;
    identified += piece.identified ?? piece.text;
    at += piece.length;
  }
  const word = {
    text,
    quoted,
    equals,
    colon,
    user: quoted ? null : user,
    ...(identified === text ? {} : { identified }),
  };
  return { ok: true, word, end: at };
}

function readQuoted(
  raw: string,
  start: number,
  closes: (character: string, next: string | undefined) => boolean,
): { text: string; end: number } | null {
  let text = '';
  let at = start;
  while (at < raw.length) {
    if (closes(raw.charAt(at), raw[at + 1])) return { text, end: at + 1 };
    const piece = readEscape(raw, at) ?? readSlack(raw, at) ?? { text: raw.charAt(at), length: 1 };
    text += piece.text;
    at += piece.length;
  }
  return null;
}

interface Piece {
  readonly text: string;
  readonly identified?: string;
  readonly length: number;
  readonly escaped: boolean;
  /** The sign itself when it stands for itself; an empty string inside links and escapes. */
  readonly plain: string;
  readonly user?: string;
}

function readPiece(raw: string, at: number): Piece {
  const escaped = readEscape(raw, at);
  if (escaped !== null) return { ...escaped, escaped: true, plain: '' };
  const slack = readSlack(raw, at);
  if (slack !== null) return { ...slack, escaped: false, plain: '' };
  const character = raw.charAt(at);
  const text = WIDE[character] ?? character;
  return { text, length: 1, escaped: false, plain: text };
}

function readEscape(raw: string, at: number): { text: string; length: number } | null {
  if (raw.charAt(at) !== '\\') return null;
  const entity = readEntity(raw.slice(at + 1, at + 6));
  if (entity !== null) return { text: entity.text, length: entity.length + 1 };
  const next = raw[at + 1];
  return next === undefined || /[\p{L}\p{N}]/u.test(next) ? null : { text: next, length: 2 };
}

function readSlack(raw: string, at: number): Markup | null {
  const character = raw.charAt(at);
  if (character === '&') return readEntity(raw.slice(at, at + 5));
  return character === '<' ? readMarkup(raw.slice(at)) : null;
}
