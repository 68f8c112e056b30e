import { h, uniqueId } from '../dom.js';
import { renderElement } from '../inputs/element.js';
import { plainNodes, plainString } from '../text/render.js';

/** @type {import('./index.js').BlockRenderer} */
export function renderInput(block, blockId, surface, { error }) {
  const labelId = uniqueId('label');
  const id = uniqueId('field');
  const control = renderElement(block.element, blockId, surface, {
    label: plainString(block.label.text),
    labelId,
    id,
    tellsBot: block.dispatch_action === true,
  });
  const describedBy = describe(block, error);
  const focusable = control.matches('input, textarea') ? control : control.querySelector('input, textarea');
  if (focusable !== null) {
    focusable.id = id;
    focusable.removeAttribute('aria-label');
    if (block.optional !== true) focusable.setAttribute('aria-required', 'true');
    if (error !== undefined) focusable.setAttribute('aria-invalid', 'true');
    const ids = describedBy.map((element) => element.id).join(' ');
    if (ids !== '') focusable.setAttribute('aria-describedby', ids);
  }
  const isGroup = control.classList.contains('choices');
  return h(
    'div',
    { class: error === undefined ? 'input-block' : 'input-block invalid' },
    h(
      isGroup ? 'span' : 'label',
      { class: 'input-label', id: labelId, for: isGroup ? null : id },
      plainNodes(block.label.text),
      block.optional === true ? h('span', { class: 'optional' }, ' (optional)') : null,
    ),
    control,
    describedBy,
  );
}

/** @param {any} block @param {string | undefined} error */
function describe(block, error) {
  const hint =
    block.hint === undefined
      ? null
      : h('p', { class: 'hint', id: uniqueId('hint') }, plainNodes(block.hint.text));
  const problem =
    error === undefined
      ? null
      : h('p', { class: 'field-error', id: uniqueId('error') }, `⚠ ${plainString(error)}`);
  return [problem, hint].filter((element) => element !== null);
}
