/**
 * What stands inside a line of mrkdwn.
 *
 * @typedef {{ type: 'text', text: string }
 *   | { type: 'bold' | 'italic' | 'strike', children: Inline[] }
 *   | { type: 'code', text: string }
 *   | { type: 'emoji', name: string }
 *   | Token} Inline
 * @typedef {import('./mrkdwn-token.js').Token} Token
 */
import { emojiCharacter } from './emoji.js';
import { unescapeOnce } from './entities.js';
import { parseToken, tokenText } from './mrkdwn-token.js';

/** Deeper nesting than people write is text: it keeps hostile input linear. */
const MAX_DEPTH = 4;
const STYLES = /** @type {const} */ ({ '*': 'bold', _: 'italic', '~': 'strike' });

/**
 * @param {string} source
 * @param {{ verbatim?: boolean }} [options] verbatim: bare URLs are not made links
 * @param {number} [depth]
 * @returns {Inline[]}
 */
export function parseInline(source, options = {}, depth = 0) {
  /** @type {Inline[]} */
  const out = [];
  let pending = '';
  const flush = () => {
    if (pending !== '') out.push({ type: 'text', text: unescapeOnce(pending) });
    pending = '';
  };
  let at = 0;
  while (at < source.length) {
    const found = readSpecial(source, at, options, depth);
    if (found === null) {
      pending += source[at];
      at += 1;
      continue;
    }
    flush();
    out.push(found.node);
    at = found.end;
  }
  flush();
  return out;
}

/**
 * @param {string} source
 * @param {number} at
 * @param {{ verbatim?: boolean }} options
 * @param {number} depth
 * @returns {{ node: Inline, end: number } | null}
 */
function readSpecial(source, at, options, depth) {
  const character = source[at];
  if (character === '<') return readToken(source, at);
  if (character === '`') return readCode(source, at);
  if (character === ':') return readEmoji(source, at);
  if (character === 'h' && options.verbatim !== true) return readBareUrl(source, at);
  if (character === '*' || character === '_' || character === '~') {
    return depth < MAX_DEPTH ? readStyle(source, at, character, options, depth) : null;
  }
  return null;
}

/** @param {string} source @param {number} at */
function readToken(source, at) {
  const match = matchAt(/<([^<>\n]{1,4000})>/y, source, at);
  const token = match === null ? null : parseToken(match[1] ?? '');
  return match === null || token === null ? null : { node: token, end: at + match[0].length };
}

/** @param {string} source @param {number} at */
function readCode(source, at) {
  const match = matchAt(/`([^`\n]+)`/y, source, at);
  if (match === null) return null;
  return {
    node: { type: /** @type {const} */ ('code'), text: parseCodeText(match[1] ?? '') },
    end: at + match[0].length,
  };
}

/** @param {string} source @param {number} at */
function readEmoji(source, at) {
  const match = matchAt(/:([a-z0-9_+-]{1,64})(?:::skin-tone-[2-6])?:/y, source, at);
  if (match === null || emojiCharacter(match[1] ?? '') === undefined) return null;
  return {
    node: { type: /** @type {const} */ ('emoji'), name: match[1] ?? '' },
    end: at + match[0].length,
  };
}

/** @param {string} source @param {number} at */
function readBareUrl(source, at) {
  if (/[\p{L}\p{N}_]/u.test(source[at - 1] ?? '')) return null;
  const match = matchAt(/https?:\/\/[^\s<>|`]{1,2000}/y, source, at);
  if (match === null) return null;
  const text = match[0].replace(/[.,;:!?)\]}'"*_~]+$/, '');
  const token = parseToken(text);
  return token === null ? null : { node: token, end: at + text.length };
}

/**
 * A style opens where a word begins and closes where one ends, on the same line.
 * @param {string} source
 * @param {number} at
 * @param {'*' | '_' | '~'} mark
 * @param {{ verbatim?: boolean }} options
 * @param {number} depth
 * @returns {{ node: Inline, end: number } | null}
 */
function readStyle(source, at, mark, options, depth) {
  if (/[\p{L}\p{N}]/u.test(source[at - 1] ?? '') || source[at - 1] === mark) return null;
  const end = closingMark(source, at, mark);
  if (end === -1) return null;
  const children = parseInline(source.slice(at + 1, end), options, depth + 1);
  return { node: { type: STYLES[mark], children }, end: end + 1 };
}

/** How far a closing mark is looked for: Slack's longest text. */
const REACH = 3000;

/** @param {string} source @param {number} at @param {string} mark */
function closingMark(source, at, mark) {
  if (/[\s]/.test(source[at + 1] ?? ' ') || source[at + 1] === mark) return -1;
  const last = Math.min(source.length, at + REACH);
  for (let index = at + 1; index < last; index += 1) {
    const character = source[index];
    if (character === '\n') return -1;
    // A mark inside a link or a code span is part of it.
    if (character === '<' || character === '`')
      index = skipOver(source, index, character === '<' ? '>' : '`');
    else if (character === mark && closesHere(source, index)) return index;
  }
  return -1;
}

/** @param {string} source @param {number} index */
function closesHere(source, index) {
  return !/\s/.test(source[index - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(source[index + 1] ?? '');
}

/** @param {string} source @param {number} index @param {string} closing */
function skipOver(source, index, closing) {
  const end = source.indexOf(closing, index + 1);
  const newline = source.indexOf('\n', index + 1);
  return end === -1 || (newline !== -1 && newline < end) ? index : end;
}

/**
 * Code shows what a link or mention would say, and no styles.
 * @param {string} source
 * @returns {string}
 */
export function parseCodeText(source) {
  return source
    .split(/(<[^<>\n]{1,4000}>)/)
    .map((part, index) => {
      const token = index % 2 === 1 ? parseToken(part.slice(1, -1)) : null;
      return token === null ? unescapeOnce(part) : tokenText(token);
    })
    .join('');
}

/** @param {RegExp} sticky @param {string} source @param {number} at */
function matchAt(sticky, source, at) {
  sticky.lastIndex = at;
  return sticky.exec(source);
}
