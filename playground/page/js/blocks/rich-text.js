/**
 * rich_text: the blocks that Slack's own composer makes. Text in it is literal: nothing is unescaped.
 *
 * @typedef {import('../text/render.js').Directory} Directory
 */
import { h } from '../dom.js';
import { emojiCharacter } from '../text/emoji.js';
import { safeUrl } from '../text/mrkdwn-token.js';
import { channelMention, dateNode, emoji, userMention } from '../text/render.js';

/** @param {any} block @param {Directory} directory */
export function renderRichText(block, directory) {
  return h(
    'div',
    { class: 'rich-text' },
    block.elements.map((/** @type {any} */ part) => renderPart(part, directory)),
  );
}

/** @param {any} part @param {Directory} directory @returns {HTMLElement} */
function renderPart(part, directory) {
  const inner = () => part.elements.map((/** @type {any} */ each) => renderLeaf(each, directory));
  switch (part.type) {
    case 'rich_text_preformatted':
      return h('pre', { tabindex: '0' }, h('code', {}, inner()));
    case 'rich_text_quote':
      return h('blockquote', {}, h('p', { class: 'mrkdwn' }, inner()));
    case 'rich_text_list':
      return h(
        part.style === 'ordered' ? 'ol' : 'ul',
        {
          class: `indent-${Math.min(8, Number(part.indent ?? 0))}`,
          start: part.style === 'ordered' ? Number(part.offset ?? 0) + 1 : null,
        },
        part.elements.map((/** @type {any} */ item) => h('li', {}, renderPart(item, directory))),
      );
    default:
      return h('p', { class: 'mrkdwn' }, inner());
  }
}

/** @param {any} leaf @param {Directory} directory @returns {HTMLElement | string} */
function renderLeaf(leaf, directory) {
  switch (leaf.type) {
    case 'text':
      return styled(leaf.text, leaf.style);
    case 'link': {
      const url = safeUrl(leaf.url);
      const text = leaf.text ?? leaf.url;
      if (url === null) return styled(text, leaf.style);
      return h(
        'a',
        { href: url, target: '_blank', rel: 'noopener noreferrer', title: url },
        styled(text, leaf.style),
      );
    }
    case 'emoji':
      return emojiCharacter(leaf.name) === undefined ? `:${leaf.name}:` : emoji(leaf.name);
    case 'user':
      return userMention(leaf.user_id, directory);
    case 'channel':
      return channelMention(leaf.channel_id, '', directory);
    case 'broadcast':
      return h('span', { class: 'mention self' }, `@${leaf.range}`);
    case 'usergroup':
      return h('span', { class: 'mention self' }, `@${leaf.usergroup_id}`);
    case 'date':
      return dateNode(
        {
          seconds: leaf.timestamp,
          format: leaf.format,
          url: leaf.url ?? null,
          fallback: leaf.fallback ?? '',
        },
        directory,
      );
    default:
      return leaf.text ?? '';
  }
}

/** @param {string} text @param {any} style @returns {HTMLElement | string} */
function styled(text, style = {}) {
  /** @type {HTMLElement | string} */
  let node = text;
  if (style.code) node = h('code', { class: 'inline' }, node);
  if (style.strike) node = h('s', {}, node);
  if (style.italic) node = h('em', {}, node);
  if (style.bold) node = h('strong', {}, node);
  return node;
}
