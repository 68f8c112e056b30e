import { maskRandomStrings } from './random-strings.ts';
import { BEARERS, KNOWN_SHAPES, PASSWORD_IN_ADDRESS, PRIVATE_KEYS, SECRET_HEADERS } from './secret-shapes.ts';
import { maskNamedSecrets } from './secret-values.ts';

/** What stands for a secret; what CircleCI itself has masked looks alike and is left as it is. */
export const MASK = '*****';

/**
 * A second net behind CircleCI's own masking, which knows only the values of its contexts and variables. It works by
 * shape and by name, so it cannot know every secret, and it hides some harmless text.
 *
 * @param text plain: escape sequences and invisible characters are to be removed before, as they could split a secret
 * @returns the text with what looks like a secret as `*****`. Takes time in proportion to its length.
 */
export function maskSecrets(text: string): string {
  const shaped = text
    .replace(PRIVATE_KEYS, MASK)
    .replace(KNOWN_SHAPES, MASK)
    .replace(PASSWORD_IN_ADDRESS, `$1${MASK}`)
    .replace(SECRET_HEADERS, `$1$2${MASK}`)
    .replace(BEARERS, `$1 ${MASK}`);
  return maskRandomStrings(maskNamedSecrets(shaped, MASK), MASK);
}
