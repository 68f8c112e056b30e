/**
 * The quotation marks that keyboards, phones and Japanese input methods make of a typed quote.
 * A family is closed by any mark of the same family, because phones open with one and close with another.
 */
interface QuoteFamily {
  readonly open: string;
  readonly close: string;
  /** Also an apostrophe: it opens only at the start of a value and closes only at the end of one. */
  readonly apostrophe: boolean;
}

const FAMILIES: readonly QuoteFamily[] = [
  { open: '"“”„＂', close: '"“”„＂', apostrophe: false },
  { open: "'‘’", close: "'‘’", apostrophe: true },
  { open: '「', close: '」', apostrophe: false },
  { open: '『', close: '』', apostrophe: false },
];

/** @returns the family that the character opens, or null */
export function quoteOpenedBy(character: string): QuoteFamily | null {
  return FAMILIES.find(({ open }) => open.includes(character)) ?? null;
}

/**
 * @param next the character after it; undefined at the end of the text
 * @returns true when the character closes a quote of this family at this place
 */
export function closesQuote(family: QuoteFamily, character: string, next: string | undefined): boolean {
  if (!family.close.includes(character)) return false;
  return !family.apostrophe || next === undefined || /[\s,、，]/u.test(next);
}
