/**
 * One interactive element of a block, by its type.
 */
import { h } from '../dom.js';
import { renderButton } from './button.js';
import { renderChoices } from './choices.js';
import { renderMultiSelect } from './multi-select.js';
import { renderOverflow } from './overflow.js';
import { renderSelect } from './select.js';
import { isTextInput, renderTextInput } from './text-input.js';

/**
 * @param {any} element
 * @param {string} blockId
 * @param {import('../surface.js').Surface} surface
 * @param {{ label?: string | null, id?: string, labelId?: string, tellsBot?: boolean }} [options] tellsBot is false
 *   for elements of an input block that only count when the modal is submitted
 * @returns {HTMLElement}
 */
export function renderElement(element, blockId, surface, options = {}) {
  const use = { label: null, tellsBot: true, ...options };
  const { type } = element;
  if (type === 'button') return renderButton(element, blockId, surface);
  if (type === 'overflow') return renderOverflow(element, blockId, surface);
  if (type === 'checkboxes' || type === 'radio_buttons') return renderChoices(element, blockId, surface, use);
  if (isTextInput(type)) return renderTextInput(element, blockId, surface, use);
  if (/^multi_\w+_select$/.test(type)) return renderMultiSelect(element, blockId, surface, use);
  if (/_select$/.test(type)) return renderSelect(element, blockId, surface, use);
  return h('em', { class: 'unsupported' }, `(This page does not show elements of type ${type}.)`);
}
