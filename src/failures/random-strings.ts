/** Long runs of what hexadecimal and base64 are written in. */
const RUNS = /[A-Za-z0-9+/_-]{32,}={0,2}/g;
const HEXADECIMAL = /^[0-9a-f]+$|^[0-9A-F]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Right before a hash of something public: a commit, an image, a package. Looked for in the few characters before it. */
const PUBLIC_HASH =
  /(?:\bcommit[s/ :=]{1,3}|\bHEAD is now at |\brevision[ :=]{1,3}|\bsha(?:1|256|384|512)[:=-]|\btree\/|\bblob\/)$/i;
const LOOK_BACK = 20;

/** Random characters of base64 change their kind (capital, small, digit, sign) at 0.64 of the places; words hardly. */
const LEAST_CHANGES = 0.35;
const LEAST_DIGITS = 2;
/** So much of a run tells what it is. */
const LOOKED_AT = 256;

/**
 * Keys without a shape or a name of their own. Paths and identifiers are as long, so only what looks random is hidden;
 * a hash that is said to be a commit or an image's digest stays.
 *
 * @returns the text without long random strings
 */
export function maskRandomStrings(text: string, hide: string): string {
  return text.replace(RUNS, (run, at: number) => {
    if (UUID.test(run) || !looksRandom(run)) return run;
    return isPublicHash(text, run, at) ? run : hide;
  });
}

function looksRandom(run: string): boolean {
  if (HEXADECIMAL.test(run)) return /\d/.test(run) && /[a-f]/i.test(run);
  let digits = 0;
  let changes = 0;
  let longest = 0;
  let length = 0;
  let before = '';
  for (const character of run.slice(0, LOOKED_AT)) {
    const kind = kindOf(character);
    if (kind === 'digit') digits += 1;
    if (before !== '' && kind !== before) changes += 1;
    length = kind === 'sign' ? 0 : length + 1;
    longest = Math.max(longest, length);
    before = kind;
  }
  if (digits < LEAST_DIGITS) return false;
  // Without a sign for 32 characters it is no path, and no word of that length has several digits.
  return (
    (longest >= 32 && digits > LEAST_DIGITS) || changes / Math.min(run.length, LOOKED_AT) >= LEAST_CHANGES
  );
}

function kindOf(character: string): 'digit' | 'capital' | 'small' | 'sign' {
  if (character >= '0' && character <= '9') return 'digit';
  if (character >= 'A' && character <= 'Z') return 'capital';
  return character >= 'a' && character <= 'z' ? 'small' : 'sign';
}

function isPublicHash(text: string, run: string, at: number): boolean {
  if (!HEXADECIMAL.test(run) && !/^[A-Za-z0-9+/]{43,88}={0,2}$/.test(run)) return false;
  return PUBLIC_HASH.test(text.slice(Math.max(0, at - LOOK_BACK), at));
}
