import { h } from '../dom.js';
import { renderElement } from '../inputs/element.js';
import { renderText } from '../text/render.js';
import { pictureOf } from './image.js';

/** @type {import('./index.js').BlockRenderer} */
export function renderSection(block, blockId, surface) {
  const { directory } = surface;
  const fields = block.fields ?? [];
  const accessory = block.accessory;
  return h(
    'div',
    { class: accessory === undefined ? 'section' : 'section with-accessory' },
    h(
      'div',
      { class: 'section-main' },
      block.text === undefined
        ? null
        : h('div', { class: 'section-text' }, renderText(block.text, directory)),
      fields.length === 0
        ? null
        : h(
            'div',
            { class: 'fields' },
            fields.map((/** @type {any} */ field) => h('div', {}, renderText(field, directory))),
          ),
    ),
    accessory === undefined
      ? null
      : h(
          'div',
          { class: 'accessory' },
          accessory.type === 'image'
            ? pictureOf(accessory, 'thumb')
            : renderElement(accessory, blockId, surface),
        ),
  );
}
