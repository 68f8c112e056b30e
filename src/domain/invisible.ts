/**
 * Characters without a sign of their own, which come along when text is copied from a web page or a chat: soft hyphens,
 * zero-width spaces and joiners, marks for the direction of writing, byte order marks, variation selectors and tags.
 * Source: Unicode, Default_Ignorable_Code_Point.
 */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/u;
const ALL = /\p{Default_Ignorable_Code_Point}/gu;
const JOINERS = '\u200c\u200d';
/** Scripts in which a joiner or a non-joiner between two letters changes how they are written. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Emoji_Component}]/u;

/**
 * @returns the text without characters that cannot be seen. Those that shape what is seen stay: within an emoji, and
 *   between letters of scripts that use them.
 */
export function dropInvisible(text: string): string {
  if (!IGNORABLE.test(text)) return text;
  return text.replace(ALL, (sign, at: number) => {
    const before = lastOf(text.slice(Math.max(0, at - 2), at));
    const after = String.fromCodePoint(text.codePointAt(at + sign.length) ?? 0);
    return isSeen(sign, before, after) ? sign : '';
  });
}

function isSeen(sign: string, before: string, after: string): boolean {
  const isPicture = (character: string) => PICTURE.test(character) && !/[\x20-\x7e]/.test(character);
  if (JOINERS.includes(sign) && JOINING.test(before) && JOINING.test(after)) return true;
  if (sign === '\u200d') return isPicture(before) && isPicture(after);
  const code = sign.codePointAt(0) ?? 0;
  if (code >= 0xfe00 && code <= 0xfe0f) {
    return /[\d#*]/.test(before) ? after === '\u20e3' : !/^[\x20-\x7e\s]?$/u.test(before);
  }
  // Variants of ideographs, in names of people and places.
  if (code >= 0xe0100) return /\p{Script=Han}/u.test(before);
  // Flags of regions are written with tags, which follow a black flag and each other.
  return isTag(sign) && (before === '\u{1f3f4}' || isTag(before));
}

function isTag(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xe0020 && code <= 0xe007f;
}

function lastOf(text: string): string {
  return Array.from(text).at(-1) ?? '';
}
