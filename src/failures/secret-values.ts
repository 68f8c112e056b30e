/** Words that make a name the name of a secret, wherever in it they stand: `DB_PASSWORD`, `apiKey2`. */
const SECRET_WORDS = [
  'pass(?:word|wd|phrase)',
  'pwd',
  'secrets?',
  'tokens?',
  'api[_-]?keys?',
  'access[_-]?key(?:[_-]?id)?',
  'private[_-]?key',
  'signing[_-]?key',
  'encryption[_-]?key',
  'credentials?',
  'session[_-]?id',
  'connection[_-]?string',
  'webhook[_-]?url',
  'signature',
].join('|');

/** In quotes to the closing one, or to the end of the line when none closes; else up to the next space. */
const VALUE = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|["'][^\n]*|[^\s"']+`;
const SIGN = String.raw`["'\]]{0,2}[ \t]{0,5}(?:=>|:=|[:=])[ \t]{0,5}`;

const NAMED = new RegExp(String.raw`((?:${SECRET_WORDS})[\w.-]{0,60}${SIGN})(${VALUE})`, 'gi');
/** Names of variables that end in these are secrets more often than not; in small letters they are words. */
const VARIABLES = new RegExp(`([A-Z0-9]_(?:KEY|PASS|PAT|AUTH|DSN|PSK)${SIGN})(${VALUE})`, 'g');
const OPTIONS = new RegExp(
  String.raw`(--?[\w-]{0,40}(?:${SECRET_WORDS})[\w-]{0,40}[ \t]{1,5})(?!-)(${VALUE})`,
  'gi',
);

/** Not secrets, and often what explains a failure: `token: undefined`. */
const HARMLESS =
  /^["']?(?:null|nil|none|undefined|true|false|missing|required|empty|invalid|\*+|)["']?[,;.)\]}]*$/i;

/**
 * @param hide what to put in the place of a value
 * @returns the text without the values of what is named like a secret
 */
export function maskNamedSecrets(text: string, hide: string): string {
  const put = (match: string, name: string, value: string) => (HARMLESS.test(value) ? match : name + hide);
  return text.replace(NAMED, put).replace(VARIABLES, put).replace(OPTIONS, put);
}
