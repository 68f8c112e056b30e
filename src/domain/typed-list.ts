import { opensQuote, type QuoteProblem, quoted, readQuote } from './quotes.ts';

/** Lists as people write them: `main, release/*`, also with Japanese commas; an item in quotes may hold commas. */

export type ListRead =
  | {
      /** Of each item the places of its signs. */
      readonly items: readonly (readonly number[])[];
      /** The place behind the list. */
      readonly end: number;
    }
  | { readonly problem: QuoteProblem };

/**
 * @param signs the text as `readQuote` takes it
 * @param isEnd where the list ends outside quotes, besides the end of the text
 * @returns the items without empty ones and without spaces around them, or what is wrong with a quotation
 */
export function readListAt(
  signs: readonly string[],
  from: number,
  isEnd: (sign: string) => boolean = () => false,
): ListRead {
  const endsItem = (next: string | undefined) =>
    next === undefined || isSeparator(next) || isSpace(next) || isEnd(next);
  const items: number[][] = [];
  let at = from;
  while (at < signs.length && !isEnd(signs[at] ?? '')) {
    const sign = signs[at] ?? '';
    if (isSeparator(sign) || isSpace(sign)) {
      at += 1;
      continue;
    }
    const excludes = sign === '!' && opensQuote(signs[at + 1]);
    const quote = readQuote(signs, excludes ? at + 1 : at, endsItem);
    if (typeof quote === 'string') return { problem: quote };
    if (quote === null) {
      const item: number[] = [];
      for (; at < signs.length && !isSeparator(signs[at] ?? '') && !isEnd(signs[at] ?? ''); at += 1)
        item.push(at);
      while (isSpace(signs[item.at(-1) ?? -1] ?? '')) item.pop();
      items.push(item);
    } else {
      const item = excludes ? [at, ...quote.inside] : [...quote.inside];
      if (item.length > 0) items.push(item);
      at = quote.end;
      while (isSpace(signs[at] ?? '') && !isEnd(signs[at] ?? '')) at += 1;
      const next = signs[at];
      if (next !== undefined && !isSeparator(next) && !isEnd(next)) return { problem: 'text-behind' };
    }
  }
  return { items, end: at };
}

/** @returns the items of a whole text, such as a field of a form; lines separate, too */
export function readList(
  text: string,
): { readonly items: readonly string[] } | { readonly problem: QuoteProblem } {
  const signs = Array.from(text);
  const read = readListAt(signs, 0);
  if ('problem' in read) return read;
  return { items: read.items.map((places) => places.map((place) => signs[place]).join('')) };
}

/** @returns the items as one would type them, so that they are read as the same */
export function writeList(items: readonly string[]): string {
  return items.map(writeItem).join(', ');
}

function writeItem(item: string): string {
  const sign = item.startsWith('!') ? '!' : '';
  const name = item.slice(sign.length);
  const isPlain = name.trim() === name && !opensQuote(name[0]) && !Array.from(name).some(isSeparator);
  return isPlain ? item : `${sign}${quoted(name)}`;
}

function isSeparator(sign: string): boolean {
  return sign.length === 1 && ',、，\n\r'.includes(sign);
}

function isSpace(sign: string): boolean {
  return /^\s$/u.test(sign);
}
