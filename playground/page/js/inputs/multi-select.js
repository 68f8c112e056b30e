/**
 * Selects of several choices: a combobox that adds, and a chip per choice that removes.
 *
 * @typedef {import('../surface.js').Surface} Surface
 * @typedef {import('./combobox.js').Option} Option
 */
import { h, replaceChildren } from '../dom.js';
import { plainNodes, plainString } from '../text/render.js';
import { act } from './act.js';
import { createCombobox } from './combobox.js';
import { selectSource } from './select-sources.js';

/** Where Slack keeps the choices, by element type; the first two keep whole options. */
const CHOSEN = /** @type {Record<string, string>} */ ({
  multi_static_select: 'selected_options',
  multi_external_select: 'selected_options',
  multi_users_select: 'selected_users',
  multi_channels_select: 'selected_channels',
  multi_conversations_select: 'selected_conversations',
});

/**
 * @param {any} element
 * @param {string} blockId
 * @param {Surface} surface
 * @param {{ label: string | null, tellsBot: boolean }} use
 */
export function renderMultiSelect(element, blockId, surface, use) {
  const field = CHOSEN[element.type] ?? 'selected_options';
  const source = selectSource(element, blockId, surface);
  const chips = h('span', { class: 'chips' });
  /** @type {Option[]} */
  let chosen = initial(element, field, surface, blockId);

  const keep = (/** @type {Option[]} */ next, /** @type {boolean} */ isUse) => {
    chosen = next;
    const values = field === 'selected_options' ? chosen : chosen.map((option) => option.value);
    const state = /** @type {import('../surface.js').ElementState} */ ({
      type: element.type,
      [field]: values,
    });
    surface.set(blockId, element.action_id, state);
    replaceChildren(
      chips,
      chosen.map((option) => chip(option, () => remove(option))),
    );
    if (isUse && use.tellsBot) void act({ surface, blockId, element, control: input, state });
  };
  const remove = (/** @type {Option} */ option) => {
    keep(
      chosen.filter((each) => each.value !== option.value),
      true,
    );
    input.focus();
  };

  const { element: box, input } = createCombobox({
    label: use.label,
    placeholder: plainString(element.placeholder?.text ?? 'Choose options'),
    focusKey: `${element.action_id}|`,
    actionId: element.action_id,
    selected: null,
    clearAfterChoice: true,
    ...source,
    choose: (option) => {
      const isFull = chosen.length >= (element.max_selected_items ?? Number.POSITIVE_INFINITY);
      if (option === null || isFull || chosen.some((each) => each.value === option.value)) return;
      keep([...chosen, option], true);
    },
  });
  keep(chosen, false);
  return h('span', { class: 'multi' }, chips, box);
}

/** @param {any} element @param {string} field @param {Surface} surface @param {string} blockId @returns {Option[]} */
function initial(element, field, surface, blockId) {
  const state = /** @type {any} */ (surface.get(blockId, element.action_id));
  const values = state?.[field] ?? element[field.replace('selected_', 'initial_')] ?? [];
  if (field === 'selected_options') return values;
  const { directory } = surface;
  return values.map((/** @type {string} */ id) => ({
    text: { text: directory.userName(id) ?? directory.channelName(id) ?? id },
    value: id,
  }));
}

/** @param {Option} option @param {() => void} remove */
function chip(option, remove) {
  const label = `Remove ${plainString(option.text.text)}`;
  return h(
    'span',
    { class: 'chip' },
    plainNodes(option.text.text),
    h('button', { type: 'button', class: 'quiet-btn', 'aria-label': label, on: { click: remove } }, '×'),
  );
}
