import { h } from '../dom.js';
import { renderText } from '../text/render.js';
import { pictureOf } from './image.js';

/** @type {import('./index.js').BlockRenderer} */
export function renderContext(block, _blockId, surface) {
  return h(
    'div',
    { class: 'context' },
    block.elements.map((/** @type {any} */ element) =>
      element.type === 'image'
        ? pictureOf(element, 'tiny')
        : h('span', { class: 'context-item' }, renderText(element, surface.directory)),
    ),
  );
}
