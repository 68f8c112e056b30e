/**
 * From the trees of the parsers to elements.
 *
 * @typedef {import('./mrkdwn-inline.js').Inline} Inline
 * @typedef {import('./markdown.js').MarkdownBlock} MarkdownBlock
 * @typedef {{ type: string, text: string, verbatim?: boolean, emoji?: boolean }} TextObject
 * @typedef {{
 *   userName: (id: string) => string | undefined,
 *   channelName: (id: string) => string | undefined,
 *   me: () => string,
 *   locale: () => string,
 *   openChannel: (id: string) => void,
 * }} Directory
 */
import { h } from '../dom.js';
import { emojiCharacter } from './emoji.js';
import { unescapeOnce } from './entities.js';
import { parseMarkdown } from './markdown.js';
import { parseMrkdwn } from './mrkdwn.js';
import { formatSlackDate } from './slack-date.js';

/**
 * @param {TextObject} text
 * @param {Directory} directory
 * @returns {HTMLElement[]}
 */
export function renderText(text, directory) {
  if (text.type === 'plain_text') return [h('span', { class: 'plain' }, plainNodes(text.text))];
  return renderBlocks(parseMrkdwn(text.text, { verbatim: text.verbatim === true }), directory);
}

/**
 * @param {string} source of a markdown block
 * @param {Directory} directory
 */
export function renderMarkdown(source, directory) {
  return renderBlocks(parseMarkdown(source), directory);
}

/**
 * Plain text knows emoji and nothing else.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function plainNodes(text) {
  return text.split(/(:[a-z0-9_+-]{1,64}:)/).map((part, index) => {
    const name = part.slice(1, -1);
    return index % 2 === 1 && emojiCharacter(name) !== undefined ? emoji(name) : unescapeOnce(part);
  });
}

/**
 * @param {string} text
 * @returns {string} with emoji as characters, for attributes
 */
export function plainString(text) {
  return unescapeOnce(text.replace(/:([a-z0-9_+-]{1,64}):/g, (whole, name) => emojiCharacter(name) ?? whole));
}

/** @param {MarkdownBlock[]} blocks @param {Directory} directory @returns {HTMLElement[]} */
function renderBlocks(blocks, directory) {
  return blocks.map((block) => renderBlock(block, directory));
}

/** @param {MarkdownBlock} block @param {Directory} directory @returns {HTMLElement} */
function renderBlock(block, directory) {
  switch (block.type) {
    case 'paragraph':
      return h('p', { class: 'mrkdwn' }, renderInline(block.children, directory));
    case 'item':
      return h(
        'p',
        { class: 'mrkdwn item' },
        h('span', { class: 'marker' }, `${block.marker} `),
        h('span', {}, renderInline(block.children, directory)),
      );
    case 'quote':
      return h('blockquote', {}, renderBlocks(block.children, directory));
    case 'pre':
      return h('pre', { tabindex: '0' }, h('code', {}, block.text));
    case 'heading':
      return h(
        block.level === 1 ? 'h4' : 'h5',
        { class: 'md-heading' },
        renderInline(block.children, directory),
      );
    case 'rule':
      return h('hr');
  }
}

const STYLE_TAGS = /** @type {const} */ ({ bold: 'strong', italic: 'em', strike: 's' });

/** @param {Inline[]} nodes @param {Directory} directory @returns {(string | HTMLElement)[]} */
function renderInline(nodes, directory) {
  return nodes.map((node) => renderNode(node, directory));
}

/** @param {Inline} node @param {Directory} directory @returns {string | HTMLElement} */
function renderNode(node, directory) {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'bold':
    case 'italic':
    case 'strike':
      return h(STYLE_TAGS[node.type], {}, renderInline(node.children, directory));
    case 'code':
      return h('code', { class: 'inline' }, node.text);
    case 'emoji':
      return emoji(node.name);
    case 'link':
      return link(node.url, node.label);
    case 'user':
      return userMention(node.id, directory);
    case 'channel':
      return channelMention(node.id, node.label, directory);
    case 'broadcast':
      return h('span', { class: 'mention self' }, node.label);
    case 'date':
      return dateNode(node, directory);
  }
}

/** @param {string} name */
export function emoji(name) {
  return h(
    'span',
    { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' '), title: `:${name}:` },
    emojiCharacter(name),
  );
}

/**
 * @param {string} url already checked to be http, https or mailto
 * @param {string} label
 */
export function link(url, label) {
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', title: url }, plainNodes(label));
}

/** @param {string} id @param {Directory} directory */
export function userMention(id, directory) {
  const isMe = id === directory.me();
  return h('span', { class: isMe ? 'mention self' : 'mention' }, `@${directory.userName(id) ?? id}`);
}

/** @param {string} id @param {string} label @param {Directory} directory */
export function channelMention(id, label, directory) {
  const name = directory.channelName(id);
  const text = `#${name ?? (label === '' ? id : label)}`;
  if (name === undefined) return h('span', { class: 'mention' }, text);
  return h(
    'button',
    { type: 'button', class: 'mention link', on: { click: () => directory.openChannel(id) } },
    text,
  );
}

/**
 * @param {{ seconds: number, format: string, url: string | null, fallback: string }} node
 * @param {Directory} directory
 */
export function dateNode(node, directory) {
  const date = new Date(node.seconds * 1000);
  if (Number.isNaN(date.getTime())) return h('span', {}, node.fallback);
  const text = formatSlackDate(node.seconds, node.format, { locale: directory.locale(), now: new Date() });
  const time = h(
    'time',
    { datetime: date.toISOString(), title: date.toLocaleString(directory.locale()) },
    text,
  );
  // `{ago}` grows old while it is looked at; see live-times.js.
  if (node.format.includes('{ago}'))
    Object.assign(time.dataset, { seconds: String(node.seconds), format: node.format });
  return node.url === null
    ? time
    : h('a', { href: node.url, target: '_blank', rel: 'noopener noreferrer' }, time);
}
