/**
 * Slack's mrkdwn, read into a tree of plain values. No DOM here, so that it can be tested alone.
 * Source: Slack docs, "Formatting text for app surfaces".
 *
 * @typedef {{ type: 'paragraph', children: Inline[] }
 *   | { type: 'quote', children: TextBlock[] }
 *   | { type: 'item', marker: string, children: Inline[] }
 *   | { type: 'pre', text: string }} TextBlock
 * @typedef {import('./mrkdwn-inline.js').Inline} Inline
 */
import { parseCodeText, parseInline } from './mrkdwn-inline.js';

/**
 * @param {string} source text as the bot sent it, entities still escaped
 * @param {{ verbatim?: boolean }} [options] verbatim: bare URLs are not made links
 * @returns {TextBlock[]}
 */
export function parseMrkdwn(source, options = {}) {
  const pieces = source.replace(/\r\n?/g, '\n').split('```');
  /** @type {TextBlock[]} */
  const blocks = [];
  for (const [index, piece] of pieces.entries()) {
    const isFenced = index % 2 === 1;
    if (isFenced && index < pieces.length - 1) {
      blocks.push({ type: 'pre', text: parseCodeText(trimNewline(piece)) });
    } else {
      // A fence that is never closed is three backticks, as in Slack.
      blocks.push(...parseLines(isFenced ? `\`\`\`${piece}` : trimAfterFence(piece, index), options));
    }
  }
  return blocks;
}

/** @param {string} text */
function trimNewline(text) {
  return text.replace(/^\n/, '').replace(/\n$/, '');
}

/**
 * The line break right after a closing fence belongs to the fence.
 * @param {string} text
 * @param {number} index
 */
function trimAfterFence(text, index) {
  return index === 0 ? text.replace(/\n$/, '') : trimNewline(text);
}

const QUOTE = /^(?:>|&gt;)(?!(?:>|&gt;){2})[ ]?/;
const QUOTE_REST = /^(?:>|&gt;){3}[ ]?/;
const ITEM = /^\s{0,6}([•◦▪\-–]|\d{1,3}[.)])\s+/;

/**
 * @param {string} text
 * @param {{ verbatim?: boolean }} options
 * @returns {TextBlock[]}
 */
function parseLines(text, options) {
  if (text === '') return [];
  /** @type {TextBlock[]} */
  const blocks = [];
  /** @type {string[]} */
  let quoted = [];
  /** @type {string[]} */
  let plain = [];
  const flush = () => {
    if (quoted.length > 0) blocks.push({ type: 'quote', children: parseItems(quoted, options) });
    if (plain.length > 0) blocks.push(...parseItems(plain, options));
    quoted = [];
    plain = [];
  };
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (QUOTE_REST.test(line)) {
      flush();
      quoted = [line.replace(QUOTE_REST, ''), ...lines.slice(index + 1)];
      break;
    }
    if (QUOTE.test(line)) {
      if (plain.length > 0) flush();
      quoted.push(line.replace(QUOTE, ''));
    } else {
      if (quoted.length > 0) flush();
      plain.push(line);
    }
  }
  flush();
  return blocks;
}

/**
 * Slack has no lists in mrkdwn; people write bullets as text. They stay text, with a hanging indent.
 * @param {string[]} lines
 * @param {{ verbatim?: boolean }} options
 * @returns {TextBlock[]}
 */
function parseItems(lines, options) {
  /** @type {TextBlock[]} */
  const blocks = [];
  /** @type {string[]} */
  let plain = [];
  const flush = () => {
    if (plain.length > 0)
      blocks.push({ type: 'paragraph', children: parseInline(plain.join('\n'), options) });
    plain = [];
  };
  for (const line of lines) {
    const item = ITEM.exec(line);
    if (item === null) {
      plain.push(line);
      continue;
    }
    flush();
    blocks.push({
      type: 'item',
      marker: item[1] ?? '•',
      children: parseInline(line.slice(item[0].length), options),
    });
  }
  flush();
  return blocks;
}
