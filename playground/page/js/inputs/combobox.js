/**
 * A text field with a list to choose from, for static and external selects, after the ARIA pattern "combobox with
 * list autocomplete": the focus stays in the field, `aria-activedescendant` says which option the arrows are on.
 *
 * @typedef {{ text: { text: string }, value: string, description?: { text: string } }} Option
 * @typedef {{ label: string | null, options: Option[] }} Group
 * @typedef {{ groups: Group[], note?: string }} Found
 */
import { h, icon, replaceChildren, uniqueId } from '../dom.js';
import { plainNodes, plainString } from '../text/render.js';
import { placeBelow } from './popup.js';

/**
 * @param {{
 *   label: string | null, placeholder: string, focusKey: string, actionId: string, selected: Option | null, debounceMs: number,
 *   clearAfterChoice?: boolean, find: (typed: string) => Promise<Found> | Found, choose: (option: Option | null) => void,
 * }} options
 * @returns {{ element: HTMLElement, input: HTMLInputElement }}
 */
export function createCombobox(options) {
  const listId = uniqueId('list');
  const list = h('div', {
    id: listId,
    class: 'popup listbox',
    role: 'listbox',
    popover: 'manual',
    'aria-label': options.label ?? options.placeholder,
  });
  const status = h('span', { class: 'visually-hidden', role: 'status' });
  const input = h('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    spellcheck: 'false',
    class: 'field combobox-input',
    placeholder: options.placeholder,
    'aria-label': options.label ?? options.placeholder,
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    data: { focus: options.focusKey, actionId: options.actionId },
  });
  const element = h('span', { class: 'combobox' }, input, icon('chevron'), list, status);

  /** @type {Option[]} */
  let shown = [];
  let active = -1;
  let selected = options.selected;
  let timer = 0;
  let question = 0;
  /** @type {AbortController | null} */
  let whileOpen = null;

  const labelOf = (/** @type {Option | null} */ option) =>
    option === null ? '' : plainString(option.text.text);
  input.value = labelOf(selected);

  const isOpen = () => list.matches(':popover-open');
  const place = () => isOpen() && placeBelow(list, input, { sameWidth: true });
  const open = () => {
    if (!isOpen()) {
      list.showPopover();
      whileOpen = new AbortController();
      const { signal } = whileOpen;
      window.addEventListener('resize', place, { signal });
      document.addEventListener('scroll', place, { signal, capture: true, passive: true });
    }
    input.setAttribute('aria-expanded', 'true');
    place();
  };
  const close = () => {
    window.clearTimeout(timer);
    question += 1;
    if (isOpen()) list.hidePopover();
    whileOpen?.abort();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
    element.classList.remove('loading');
    active = -1;
  };

  const ask = (/** @type {string} */ typed, /** @type {number} */ wait) => {
    window.clearTimeout(timer);
    question += 1;
    const mine = question;
    element.classList.add('loading');
    timer = window.setTimeout(async () => {
      const found = await options.find(typed);
      // An answer to an older question, or one that came after the list was closed.
      if (mine !== question || !element.isConnected) return;
      element.classList.remove('loading');
      draw(found);
    }, wait);
  };

  const draw = (/** @type {Found} */ found) => {
    shown = found.groups.flatMap((group) => group.options);
    let index = 0;
    const nodes = found.groups.map((group) => {
      const rows = group.options.map((option) => row(option, index++));
      if (group.label === null) return rows;
      const labelId = uniqueId('group');
      return [
        h(
          'div',
          { role: 'group', 'aria-labelledby': labelId },
          h('div', { id: labelId, class: 'group-label' }, group.label),
          rows,
        ),
      ];
    });
    const note = found.note ?? (shown.length === 0 ? 'No results' : null);
    replaceChildren(list, nodes.flat(), note === null ? null : h('div', { class: 'list-note' }, note));
    status.textContent = note ?? `${shown.length} ${shown.length === 1 ? 'result' : 'results'}`;
    setActive(
      shown.length === 0
        ? -1
        : Math.max(
            0,
            shown.findIndex((option) => option.value === selected?.value),
          ),
    );
    open();
  };

  const row = (/** @type {Option} */ option, /** @type {number} */ index) =>
    h(
      'div',
      {
        id: `${listId}-${index}`,
        role: 'option',
        class: 'option',
        'aria-selected': String(option.value === selected?.value),
        on: {
          // The field must keep the focus.
          pointerdown: (event) => event.preventDefault(),
          click: () => choose(option),
        },
      },
      h('span', {}, plainNodes(option.text.text)),
      option.description
        ? h('span', { class: 'option-description' }, plainNodes(option.description.text))
        : null,
    );

  const setActive = (/** @type {number} */ index) => {
    active = index;
    for (const each of list.querySelectorAll('[role=option]'))
      each.classList.toggle('active', each.id === `${listId}-${index}`);
    const current = document.getElementById(`${listId}-${index}`);
    if (current === null) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', current.id);
      current.scrollIntoView({ block: 'nearest' });
    }
  };

  const choose = (/** @type {Option | null} */ option) => {
    selected = options.clearAfterChoice === true ? null : option;
    input.value = labelOf(selected);
    close();
    options.choose(option);
  };

  input.addEventListener('input', () => ask(input.value, options.debounceMs));
  input.addEventListener('click', () => {
    if (isOpen()) return;
    // What is typed next takes the place of what is chosen, also where the field had the focus already.
    input.select();
    ask('', 0);
  });
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', () => {
    // What is typed but not chosen is no choice; an emptied field is the choice of nothing.
    if (input.value.trim() === '' && selected !== null) choose(null);
    else input.value = labelOf(selected);
    close();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen()) return ask('', 0);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (shown.length > 0) setActive((active + step + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      const option = shown[active];
      // Enter in an open list chooses; it does not send the form.
      if (isOpen() || element.classList.contains('loading')) event.preventDefault();
      if (isOpen() && option !== undefined) choose(option);
    } else if (event.key === 'Tab') {
      const option = shown[active];
      if (isOpen() && option !== undefined && input.value.trim() !== '' && input.value !== labelOf(selected))
        choose(option);
    } else if (event.key === 'Escape' && isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      input.value = labelOf(selected);
      close();
    }
  });
  return { element, input };
}
