/**
 * Selects of one choice: static, external, users, channels, conversations.
 *
 * @typedef {import('../surface.js').Surface} Surface
 * @typedef {import('../surface.js').ElementState} ElementState
 * @typedef {import('./combobox.js').Option} Option
 */
import { plainString } from '../text/render.js';
import { act } from './act.js';
import { createCombobox } from './combobox.js';
import { asOption, selectSource } from './select-sources.js';

/** Which field of the state holds the choice, by element type. */
const CHOSEN = /** @type {const} */ ({
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
});
/** Which field of the element holds the choice made before, by element type. */
const INITIAL = /** @type {const} */ ({
  users_select: 'initial_user',
  channels_select: 'initial_channel',
  conversations_select: 'initial_conversation',
});

/**
 * @param {any} element
 * @param {string} blockId
 * @param {Surface} surface
 * @param {{ label: string | null, tellsBot: boolean }} use tellsBot: a choice is an action of its own
 */
export function renderSelect(element, blockId, surface, use) {
  const state = surface.get(blockId, element.action_id) ?? initialState(element);
  surface.set(blockId, element.action_id, state);
  const { element: box, input } = createCombobox({
    label: use.label,
    placeholder: plainString(element.placeholder?.text ?? 'Choose an option'),
    focusKey: `${element.action_id}|`,
    actionId: element.action_id,
    selected: selectedOption(element, state, surface),
    ...selectSource(element, blockId, surface),
    choose: (option) => {
      const next = withChoice(element, option);
      surface.set(blockId, element.action_id, next);
      if (use.tellsBot) void act({ surface, blockId, element, control: input, state: next });
    },
  });
  return box;
}

/** @param {any} element @returns {ElementState} */
function initialState(element) {
  const { type } = element;
  if (isListed(type)) return { type, [CHOSEN[type]]: element[INITIAL[type]] ?? null };
  return { type, selected_option: element.initial_option ?? null };
}

/** @param {any} element @param {Option | null} option @returns {ElementState} */
function withChoice(element, option) {
  const { type } = element;
  if (isListed(type)) return { type, [CHOSEN[type]]: option?.value ?? null };
  return { type, selected_option: option };
}

/** @param {any} element @param {ElementState} state @param {Surface} surface @returns {Option | null} */
function selectedOption(element, state, surface) {
  const { type } = element;
  if (!isListed(type)) return /** @type {Option | null} */ (state.selected_option ?? null);
  const id = state[CHOSEN[type]] ?? null;
  if (id === null) return null;
  const { directory } = surface;
  const name = type === 'users_select' ? directory.userName(id) : directory.channelName(id);
  return asOption(id, type === 'users_select' ? (name ?? id) : `# ${name ?? id}`);
}

/** @param {string} type @returns {type is keyof typeof CHOSEN} */
function isListed(type) {
  return Object.hasOwn(CHOSEN, type);
}
