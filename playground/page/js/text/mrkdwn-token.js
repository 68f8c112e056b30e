/**
 * What stands between `<` and `>`: links, mentions, dates.
 *
 * @typedef {{ type: 'link', url: string, label: string }
 *   | { type: 'user', id: string }
 *   | { type: 'channel', id: string, label: string }
 *   | { type: 'broadcast', label: string }
 *   | { type: 'date', seconds: number, format: string, url: string | null, fallback: string }} Token
 */
import { unescapeOnce } from './entities.js';

/**
 * @param {string} body without the angle brackets
 * @returns {Token | null} null when it is none of Slack's forms, so that it stays text
 */
export function parseToken(body) {
  const bar = body.indexOf('|');
  const head = bar === -1 ? body : body.slice(0, bar);
  const label = bar === -1 ? '' : unescapeOnce(body.slice(bar + 1));
  if (head.startsWith('@')) return /^@[UW][A-Z0-9]+$/.test(head) ? { type: 'user', id: head.slice(1) } : null;
  if (head.startsWith('#')) {
    return /^#[CGD][A-Z0-9]+$/.test(head) ? { type: 'channel', id: head.slice(1), label } : null;
  }
  if (head.startsWith('!')) return parseSpecial(head.slice(1), label);
  const url = safeUrl(unescapeOnce(head));
  return url === null ? null : { type: 'link', url, label: label === '' ? unescapeOnce(head) : label };
}

/**
 * @param {string} head after `!`
 * @param {string} label
 * @returns {Token | null}
 */
function parseSpecial(head, label) {
  if (/^(here|channel|everyone)$/.test(head)) return { type: 'broadcast', label: `@${head}` };
  if (/^subteam\^S[A-Z0-9]+$/.test(head)) {
    return { type: 'broadcast', label: label === '' ? '@group' : label };
  }
  const date = /^date\^(\d{1,12})\^([^^]+)(?:\^([^^]+))?$/.exec(head);
  if (date === null) return null;
  const [, seconds, format, link] = date;
  return {
    type: 'date',
    seconds: Number(seconds),
    format: unescapeOnce(format ?? ''),
    url: link === undefined ? null : safeUrl(unescapeOnce(link)),
    fallback: label,
  };
}

/**
 * Only addresses that a click may open; `javascript:` and the like are none.
 * @param {string} text
 * @returns {string | null}
 */
export function safeUrl(text) {
  if (!/^(?:https?:\/\/|mailto:)[^\s]+$/i.test(text)) return null;
  return URL.canParse(text) ? text : null;
}

/**
 * @param {Token} token
 * @returns {string} what it says where it cannot be shown as itself, such as in code
 */
export function tokenText(token) {
  switch (token.type) {
    case 'link':
      return token.label;
    case 'user':
      return `@${token.id}`;
    case 'channel':
      return `#${token.label === '' ? token.id : token.label}`;
    case 'broadcast':
      return token.label;
    case 'date':
      return token.fallback;
  }
}
