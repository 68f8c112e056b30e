/**
 * Whether JSON text is nested deeper than `levels`, brackets inside of strings not counted. Looks at the text and not
 * at the value it stands for, in which the first of two equal keys, however deep, is missing.
 */
export function isNestedDeeper(bytes: Buffer, levels: number): boolean {
  return hasMoreOpenings(bytes, levels) && depthOf(bytes) > levels;
}

/** Text with so few openings need not be looked at byte by byte, which is nearly all there is. */
function hasMoreOpenings(bytes: Buffer, most: number): boolean {
  let count = 0;
  for (const opening of [OPEN_OBJECT, OPEN_ARRAY]) {
    for (let at = bytes.indexOf(opening); at !== -1; at = bytes.indexOf(opening, at + 1)) {
      if (++count > most) return true;
    }
  }
  return false;
}

function depthOf(bytes: Buffer): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
