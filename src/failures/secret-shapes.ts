/**
 * Shapes of tokens that are known by their beginning. Sources: the documentation of each service on its tokens.
 * Quantifiers without an upper bound stand at the end only, so that no text makes them slow.
 */
const TOKENS = [
  'gh[pousr]_[A-Za-z0-9]{20,}',
  'github_pat_[A-Za-z0-9_]{20,}',
  'gl(?:pat|dt|rt|cbt|ptt|soat)-[A-Za-z0-9_.-]{16,}',
  'CCI(?:PAT|PRJ)_[A-Za-z0-9_]{8,}',
  'xox[a-z]-[A-Za-z0-9-]{8,}',
  'xapp-[A-Za-z0-9-]{8,}',
  '(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}',
  'AIza[A-Za-z0-9_-]{30,}',
  String.raw`ya29\.[A-Za-z0-9_-]{20,}`,
  '[srp]k_(?:live|test)_[A-Za-z0-9]{10,}',
  '(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{20,}',
  'npm_[A-Za-z0-9]{30,}',
  'pypi-[A-Za-z0-9_-]{20,}',
  'dckr_pat_[A-Za-z0-9_-]{20,}',
  String.raw`SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,}`,
  String.raw`(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{20,}`,
  'ATATT[A-Za-z0-9_=-]{20,}',
  'do[opr]_v1_[a-f0-9]{32,}',
  String.raw`eyJ[A-Za-z0-9_-]{8,250}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?`,
];

/** Whoever knows the address may post. Source: Slack docs, incoming webhooks. */
const SECRET_ADDRESSES = String.raw`https://hooks\.slack\.com/[^\s"'<>]+`;

/** Also glued to what stands before: a colour between the two may have been removed. */
export const KNOWN_SHAPES = new RegExp([...TOKENS, SECRET_ADDRESSES].join('|'), 'g');

/** From the first line of a private key to its last, or to the end when the log breaks off in it. */
export const PRIVATE_KEYS =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----(?:(?!-----END )[\s\S])*(?:-----END [A-Z0-9 ]{0,40}-----)?/g;

/** `https://user:password@host`; the user stays, it tells which account was tried. */
export const PASSWORD_IN_ADDRESS = /(:\/\/[^\s/:@"'<>]{0,100}:)[^\s/@"'<>]{1,1000}(?=@)/g;

/** Header lines whose whole value is secret, as clients print them when they are talkative. */
export const SECRET_HEADERS =
  /\b((?:proxy-)?authorization|set-cookie|cookie|x-api-key|x-[a-z-]{0,40}token|circle-token|private-token)(["']?[ \t]{0,5}[:=][ \t]{0,5})(?!\*+["']?(?:\n|$))[^\n]+/gi;

/** `Bearer …` wherever it stands. */
export const BEARERS = /\b(bearer|basic)[ \t]{1,5}[A-Za-z0-9._~+/=-]{8,}/gi;
