/**
 * The `markdown` block: standard Markdown, of which headings, lists, quotes, fences, rules and inline styles
 * are read. It becomes the same tree that mrkdwn becomes, plus headings and rules.
 * Source: Slack docs, Block Kit, markdown block.
 *
 * @typedef {import('./mrkdwn.js').TextBlock | { type: 'heading', level: number, children: Inline[] } | { type: 'rule' }} MarkdownBlock
 * @typedef {import('./mrkdwn-inline.js').Inline} Inline
 */
import { parseMarkdownInline } from './markdown-inline.js';

/**
 * @param {string} source
 * @returns {MarkdownBlock[]}
 */
export function parseMarkdown(source) {
  /** @type {MarkdownBlock[]} */
  const blocks = [];
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  let at = 0;
  while (at < lines.length) at = readBlock(lines, at, blocks);
  return blocks;
}

const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}>\s?/;
const ITEM = /^\s{0,8}([-*+]|\d{1,9}[.)])\s+/;

/**
 * @param {string[]} lines
 * @param {number} at
 * @param {MarkdownBlock[]} blocks
 * @returns {number} the next line to read
 */
function readBlock(lines, at, blocks) {
  const line = lines[at] ?? '';
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return readFence(lines, at, fence, blocks);
  const heading = HEADING.exec(line);
  if (heading !== null) {
    const level = (heading[1] ?? '#').length;
    blocks.push({ type: 'heading', level, children: parseMarkdownInline(heading[2] ?? '') });
    return at + 1;
  }
  if (RULE.test(line)) {
    blocks.push({ type: 'rule' });
    return at + 1;
  }
  if (QUOTE.test(line)) return readQuote(lines, at, blocks);
  const item = ITEM.exec(line);
  if (item !== null) {
    const marker = /\d/.test(item[1] ?? '') ? (item[1] ?? '1.') : '•';
    blocks.push({ type: 'item', marker, children: parseMarkdownInline(line.slice(item[0].length)) });
    return at + 1;
  }
  if (line.trim() === '') return at + 1;
  return readParagraph(lines, at, blocks);
}

/** @param {string[]} lines @param {number} at @param {string} fence @param {MarkdownBlock[]} blocks */
function readFence(lines, at, fence, blocks) {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith(fence)) end += 1;
  blocks.push({ type: 'pre', text: lines.slice(at + 1, end).join('\n') });
  return end + 1;
}

/** @param {string[]} lines @param {number} at @param {MarkdownBlock[]} blocks */
function readQuote(lines, at, blocks) {
  let end = at;
  while (end < lines.length && QUOTE.test(lines[end] ?? '')) end += 1;
  const text = lines.slice(at, end).map((line) => line.replace(QUOTE, ''));
  blocks.push({
    type: 'quote',
    children: [{ type: 'paragraph', children: parseMarkdownInline(text.join('\n')) }],
  });
  return end;
}

/** @param {string[]} lines @param {number} at @param {MarkdownBlock[]} blocks */
function readParagraph(lines, at, blocks) {
  let end = at + 1;
  while (end < lines.length && !startsBlock(lines[end] ?? '')) end += 1;
  blocks.push({ type: 'paragraph', children: parseMarkdownInline(lines.slice(at, end).join('\n')) });
  return end;
}

/** @param {string} line */
function startsBlock(line) {
  return line.trim() === '' || [FENCE, HEADING, RULE, QUOTE, ITEM].some((pattern) => pattern.test(line));
}
