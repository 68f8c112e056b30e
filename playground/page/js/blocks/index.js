/**
 * Block Kit to elements, by block type.
 *
 * @typedef {import('../surface.js').Surface} Surface
 * @typedef {(block: any, blockId: string, surface: Surface, extra: { error?: string }) => HTMLElement} BlockRenderer
 */
import { h, reconcile } from '../dom.js';
import { renderElement } from '../inputs/element.js';
import { plainNodes, renderMarkdown } from '../text/render.js';
import { renderContext } from './context.js';
import { renderImage } from './image.js';
import { renderInput } from './input.js';
import { renderRichText } from './rich-text.js';
import { renderSection } from './section.js';

/** @type {Record<string, BlockRenderer>} */
const RENDERERS = {
  section: renderSection,
  context: renderContext,
  image: renderImage,
  input: renderInput,
  rich_text: (block, _id, surface) => renderRichText(block, surface.directory),
  divider: () => h('hr', { class: 'divider' }),
  header: (block) => h('h3', { class: 'header-text' }, plainNodes(block.text.text)),
  markdown: (block, _id, surface) =>
    h('div', { class: 'markdown' }, renderMarkdown(block.text, surface.directory)),
  actions: (block, id, surface) =>
    h(
      'div',
      { class: 'actions' },
      block.elements.map((/** @type {any} */ each) => renderElement(each, id, surface)),
    ),
};

/**
 * Draws blocks into a container. Blocks that are the same as before keep their elements.
 * @param {HTMLElement} container
 * @param {readonly any[]} blocks
 * @param {Surface} surface
 * @param {Readonly<Record<string, string>>} [errors] field errors by block_id
 */
export function drawBlocks(container, blocks, surface, errors = {}) {
  const focus = focusWithin(container);
  surface.keepOnly(elementKeys(blocks));
  const before = surface.drawn;
  surface.drawn = new Map();
  const nodes = blocks.map((block, index) => {
    const id = block.block_id ?? `block-${index}`;
    const key = `${index} ${errors[id] ?? ''} ${JSON.stringify(block)}`;
    const node = before.get(key) ?? drawBlock(block, id, surface, errors[id]);
    surface.drawn.set(key, node);
    return node;
  });
  reconcile(container, nodes);
  focus();
}

/**
 * @param {any} block
 * @param {string} id
 * @param {Surface} surface
 * @param {string | undefined} error
 */
function drawBlock(block, id, surface, error) {
  const render = RENDERERS[block.type];
  const content =
    render === undefined
      ? h('em', { class: 'unsupported' }, `(This page does not show blocks of type ${block.type}.)`)
      : render(block, id, surface, { error });
  return h(
    'div',
    { class: `block block-${String(block.type).replace(/[^a-z_]/g, '')}`, data: { blockId: id } },
    content,
  );
}

/**
 * Whoever works by keyboard stays on the same button when the card around it changes.
 * @param {HTMLElement} container
 * @returns {() => void} puts the focus back if the redraw lost it
 */
function focusWithin(container) {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || !container.contains(active)) return () => {};
  const key = active.dataset.focus;
  return () => {
    if (active.isConnected) return;
    const same = [...container.querySelectorAll('[data-focus]')].find(
      (each) => each instanceof HTMLElement && each.dataset.focus === key,
    );
    const place = same ?? container.closest('[tabindex]');
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  };
}

/**
 * @param {readonly any[]} blocks
 * @returns {Set<string>} `block_id/action_id` of every element
 */
function elementKeys(blocks) {
  const keys = new Set();
  for (const block of blocks) {
    const elements = [...(block.elements ?? []), block.element, block.accessory];
    for (const element of elements) {
      if (element?.action_id !== undefined) keys.add(`${block.block_id}/${element.action_id}`);
    }
  }
  return keys;
}
