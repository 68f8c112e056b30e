/**
 * JSON has spaces, quotes and commas of its own, and people paste it.
 *
 * @param texts signs, one character each
 * @param start where a value begins
 * @returns the place behind the bracket that closes the one at the start; null when none opens there, or when it is not
 *   closed but no space follows, so that nothing is unclear
 */
export function bracketsFrom(texts: readonly string[], start: number): number | 'unclosed' | null {
  let depth = 0;
  let isText = false;
  let spaces = 0;
  for (let at = start; at < texts.length; at += 1) {
    const sign = texts[at] ?? '';
    if (at === start && sign !== '[' && sign !== '{') return null;
    if (/^\s$/u.test(sign)) spaces += 1;
    if (isText && sign === '\\') at += 1;
    else if (sign === '"') isText = !isText;
    else if (!isText && (sign === '[' || sign === '{')) depth += 1;
    else if (!isText && (sign === ']' || sign === '}')) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return depth > 0 && spaces > 0 ? 'unclosed' : null;
}
