import { expect, test } from 'vitest';
import { dropInvisible } from '../../../src/domain/invisible.ts';

const UNSEEN =
  '\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\ufeff\ufe0f\u{e0100}\u{e0020}';

test.each(Array.from(UNSEEN, (sign) => `U+${sign.codePointAt(0)?.toString(16)}`))(
  '%s sticks to no word',
  (name) => {
    const sign = String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    expect(dropInvisible(`${sign}status gh/${sign}acme/we${sign}b v1${sign}.${sign}2${sign}`)).toBe(
      'status gh/acme/web v1.2',
    );
  },
);

test.each(['می‌خواهم', 'क्‍ष', '👩🏽‍💻 👨‍👩‍👧', '❤️‍🔥 ❤️', '1️⃣ #️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '葛󠄀城', 'plain, “quoted” 日本語'])(
  '%s stays as it is',
  (text) => {
    expect(dropInvisible(text)).toBe(text);
  },
);
