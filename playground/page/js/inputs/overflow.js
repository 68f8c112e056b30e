import { h, icon, uniqueId } from '../dom.js';
import { plainNodes } from '../text/render.js';
import { act } from './act.js';
import { placeBelow } from './popup.js';

/**
 * The "…" menu.
 * @param {any} element
 * @param {string} blockId
 * @param {import('../surface.js').Surface} surface
 */
export function renderOverflow(element, blockId, surface) {
  const id = uniqueId('menu');
  const menu = h('div', { id, class: 'popup menu', role: 'menu', popover: 'auto' });
  const control = h(
    'button',
    {
      type: 'button',
      class: 'btn icon-btn',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-controls': id,
      'aria-label': 'More actions',
      data: { focus: `${element.action_id}|`, actionId: element.action_id },
    },
    icon('more'),
  );
  for (const option of element.options ?? [])
    menu.append(item(option, menu, control, { element, blockId, surface }));
  control.addEventListener('click', () => menu.togglePopover());
  menu.addEventListener('toggle', () => {
    const isOpen = menu.matches(':popover-open');
    control.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return;
    placeBelow(menu, control);
    focusItem(menu, 0);
  });
  menu.addEventListener('keydown', (event) => moveByKey(event, menu, control));
  return h('span', { class: 'overflow' }, control, menu);
}

/**
 * @param {any} option
 * @param {HTMLElement} menu
 * @param {HTMLElement} control
 * @param {{ element: any, blockId: string, surface: import('../surface.js').Surface }} use
 */
function item(option, menu, control, use) {
  const choose = () => {
    menu.hidePopover();
    control.focus();
    if (typeof option.url === 'string' && /^https?:\/\//i.test(option.url)) {
      window.open(option.url, '_blank', 'noopener,noreferrer');
    }
    void act({ ...use, control, state: { type: 'overflow', selected_option: option } });
  };
  return h(
    'button',
    { type: 'button', role: 'menuitem', tabindex: '-1', class: 'menu-item', on: { click: choose } },
    plainNodes(option.text.text),
  );
}

/** @param {KeyboardEvent} event @param {HTMLElement} menu @param {HTMLElement} control */
function moveByKey(event, menu, control) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement ?? menu);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[
    event.key
  ];
  if (event.key === 'Tab' || event.key === 'Escape') {
    menu.hidePopover();
    control.focus();
    // Inside a modal, Escape closes the menu only.
    event.stopPropagation();
    if (event.key === 'Escape') event.preventDefault();
  }
  if (next === undefined) return;
  event.preventDefault();
  focusItem(menu, next % items.length);
}

/** @param {HTMLElement} menu @param {number} index */
function focusItem(menu, index) {
  const item = menu.children[index];
  if (item instanceof HTMLElement) item.focus();
}
