/**
 * Quotation marks as keyboards, phones, Slack's clients and Japanese input methods write them.
 *
 * Texts are given as their signs, one character each; what Slack wrote in the place of a mention or a link is one sign
 * of several characters, and is never a quotation mark.
 */
interface Quotes {
  readonly open: string;
  /** A curly mark is closed by any of its kind, because phones open with one and close with another. */
  readonly close: string;
  /** Also an apostrophe: it closes only at an end. */
  readonly apostrophe: boolean;
  /** A backslash takes a mark of these, or another backslash, literally. In single quotes everything is as typed. */
  readonly escapes: boolean;
}

const QUOTES: readonly Quotes[] = [
  { open: '"', close: '"', apostrophe: false, escapes: true },
  { open: '“”„＂', close: '"“”„＂', apostrophe: false, escapes: true },
  { open: "'", close: "'", apostrophe: true, escapes: false },
  { open: '‘’', close: "'‘’", apostrophe: true, escapes: false },
  { open: '「', close: '」', apostrophe: false, escapes: false },
  { open: '『', close: '』', apostrophe: false, escapes: false },
];

/** `text-behind`: something stands right behind the mark that closes it, so it is not clear what was quoted. */
export type QuoteProblem = 'unclosed' | 'text-behind';

export interface Quoted {
  /** Places of the signs inside, without the marks and without backslashes that escape. */
  readonly inside: readonly number[];
  /** The place behind the closing mark. */
  readonly end: number;
}

/**
 * @param isEnd whether a quotation may end before this sign; undefined at the end of the text
 * @returns the quotation that is opened at a place, or what is wrong with it; null when none is opened there
 */
export function readQuote(
  signs: readonly string[],
  at: number,
  isEnd: (next: string | undefined) => boolean,
): Quoted | QuoteProblem | null {
  const quotes = quotesOf(signs[at]);
  if (quotes === null) return null;
  const inside: number[] = [];
  const isMark = (sign: string | undefined) => sign !== undefined && isOne(sign, quotes.close);
  for (let place = at + 1; place < signs.length; place += 1) {
    const next = signs[place + 1];
    if (quotes.escapes && signs[place] === '\\' && (isMark(next) || next === '\\')) {
      inside.push(place + 1);
      place += 1;
    } else if (isMark(signs[place]) && (!quotes.apostrophe || isEnd(next))) {
      return isEnd(next) ? { inside, end: place + 1 } : 'text-behind';
    } else inside.push(place);
  }
  return 'unclosed';
}

/** @returns true for a mark that opens a quotation where one may begin */
export function opensQuote(sign: string | undefined): boolean {
  return quotesOf(sign) !== null;
}

/** @returns true for a mark that is nothing but a quotation mark: an apostrophe also stands within words */
export function isDoubleQuote(sign: string): boolean {
  return isOne(sign, '"“”„＂');
}

/** @returns the text so that it is read as one, whatever it holds */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** @returns the text with straight marks in the place of curly ones, which phones and Slack's clients make of them */
export function straightened(text: string): string {
  return text.replaceAll(/[“”„＂]/gu, '"').replaceAll(/[‘’]/gu, "'");
}

function quotesOf(sign: string | undefined): Quotes | null {
  if (sign === undefined) return null;
  return QUOTES.find(({ open }) => isOne(sign, open)) ?? null;
}

function isOne(sign: string, of: string): boolean {
  return sign.length === 1 && of.includes(sign);
}
