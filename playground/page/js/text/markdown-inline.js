/** @typedef {import('./mrkdwn-inline.js').Inline} Inline */
import { emojiCharacter } from './emoji.js';
import { safeUrl } from './mrkdwn-token.js';

/**
 * In the order they are tried at a place; each is anchored there.
 * @type {[RegExp, (match: RegExpExecArray, depth: number) => Inline | null][]}
 */
const RULES = [
  [/\\([\\`*_{}[\]()#+\-.!~>|<])/y, ([, text = '']) => ({ type: 'text', text })],
  [/`([^`\n]+)`/y, ([, text = '']) => ({ type: 'code', text })],
  [/\*\*(?=\S)([^\n]{1,3000}?)(?<=\S)\*\*/y, ([, text = ''], depth) => styled('bold', text, depth)],
  [/~~(?=\S)([^\n]{1,3000}?)(?<=\S)~~/y, ([, text = ''], depth) => styled('strike', text, depth)],
  [/\*(?=[^\s*])([^*\n]{1,3000})(?<=\S)\*/y, ([, text = ''], depth) => styled('italic', text, depth)],
  [
    /_(?=[^\s_])([^_\n]{1,3000})(?<=\S)_(?![\p{L}\p{N}])/uy,
    ([, text = ''], depth) => styled('italic', text, depth),
  ],
  [/!?\[([^\]\n]{1,1000})\]\(([^()\s]{1,2000})\)/y, ([, label = '', url = '']) => link(url, label)],
  [/<(https?:\/\/[^\s<>]{1,2000})>/y, ([, url = '']) => link(url, url)],
  [
    /:([a-z0-9_+-]{1,64}):/y,
    ([, name = '']) => (emojiCharacter(name) === undefined ? null : { type: 'emoji', name }),
  ],
];
const MAX_DEPTH = 3;

/**
 * @param {string} source
 * @param {number} [depth]
 * @returns {Inline[]}
 */
export function parseMarkdownInline(source, depth = 0) {
  /** @type {Inline[]} */
  const out = [];
  let pending = '';
  let at = 0;
  while (at < source.length) {
    const found = firstRule(source, at, depth);
    if (found === null) {
      pending += source[at];
      at += 1;
      continue;
    }
    if (pending !== '') out.push({ type: 'text', text: pending });
    pending = '';
    out.push(found.node);
    at = found.end;
  }
  if (pending !== '') out.push({ type: 'text', text: pending });
  return out;
}

/** @param {string} source @param {number} at @param {number} depth */
function firstRule(source, at, depth) {
  if (source[at] === '_' && /[\p{L}\p{N}]/u.test(source[at - 1] ?? '')) return null;
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    const node = match === null ? null : make(match, depth);
    if (match !== null && node !== null) return { node, end: at + match[0].length };
  }
  return null;
}

/**
 * @param {'bold' | 'italic' | 'strike'} type
 * @param {string} text
 * @param {number} depth
 * @returns {Inline | null}
 */
function styled(type, text, depth) {
  return depth >= MAX_DEPTH ? null : { type, children: parseMarkdownInline(text, depth + 1) };
}

/** @param {string} url @param {string} label @returns {Inline | null} */
function link(url, label) {
  const safe = safeUrl(url);
  return safe === null ? null : { type: 'link', url: safe, label };
}
