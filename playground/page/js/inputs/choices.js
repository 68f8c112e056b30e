import { h, uniqueId } from '../dom.js';
import { renderText } from '../text/render.js';
import { act } from './act.js';

/**
 * Checkboxes and radio buttons.
 * @param {any} element
 * @param {string} blockId
 * @param {import('../surface.js').Surface} surface
 * @param {{ label: string | null, labelId?: string, tellsBot: boolean }} use
 */
export function renderChoices(element, blockId, surface, use) {
  const isMany = element.type === 'checkboxes';
  const name = uniqueId('choice');
  const known = surface.get(blockId, element.action_id);
  /** @type {any[]} */
  let chosen = isMany
    ? [...(known?.selected_options ?? element.initial_options ?? [])]
    : [known?.selected_option ?? element.initial_option ?? null].filter((each) => each !== null);

  const state = () =>
    isMany
      ? { type: element.type, selected_options: chosen }
      : { type: element.type, selected_option: chosen[0] ?? null };
  surface.set(blockId, element.action_id, state());

  const toggle = (/** @type {any} */ option, /** @type {HTMLInputElement} */ control) => {
    const others = isMany ? chosen.filter((each) => each.value !== option.value) : [];
    chosen = control.checked ? [...others, option] : others;
    surface.set(blockId, element.action_id, state());
    if (use.tellsBot) void act({ surface, blockId, element, control, state: state() });
  };

  return h(
    'div',
    {
      class: 'choices',
      role: isMany ? 'group' : 'radiogroup',
      'aria-labelledby': use.labelId,
      'aria-label': use.labelId === undefined ? use.label : null,
    },
    element.options.map((/** @type {any} */ option) => choice(option)),
  );

  /** @param {any} option */
  function choice(option) {
    const control = h('input', {
      type: isMany ? 'checkbox' : 'radio',
      name,
      data: { focus: `${element.action_id}|${option.value}`, actionId: element.action_id },
    });
    control.checked = chosen.some((each) => each.value === option.value);
    control.addEventListener('change', () => toggle(option, control));
    const description = option.description;
    return h(
      'label',
      { class: 'choice' },
      control,
      h(
        'span',
        {},
        renderText(option.text, surface.directory),
        description === undefined
          ? null
          : h('span', { class: 'option-description' }, renderText(description, surface.directory)),
      ),
    );
  }
}
