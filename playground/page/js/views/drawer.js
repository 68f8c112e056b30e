import { byId } from '../dom.js';

/** On a narrow window the sidebar is a drawer: shut, nothing in it can be reached. */
export class Drawer {
  #sidebar = byId('sidebar', HTMLElement);
  #button = byId('open-sidebar', HTMLButtonElement);
  #veil = byId('veil', HTMLElement);
  #main = byId('main', HTMLElement);
  #isNarrow = window.matchMedia('(max-width: 760px)');

  constructor() {
    this.#button.addEventListener('click', () => this.#set(true));
    this.#veil.addEventListener('click', () => this.close());
    this.#isNarrow.addEventListener('change', () => this.#set(false));
    this.#sidebar.addEventListener('keydown', (event) => event.key === 'Escape' && this.close());
    this.#set(false);
  }

  close() {
    const hadFocus = this.#sidebar.contains(document.activeElement);
    this.#set(false);
    if (hadFocus && this.#isNarrow.matches) this.#button.focus();
  }

  /** @param {boolean} isOpen */
  #set(isOpen) {
    const isNarrow = this.#isNarrow.matches;
    document.body.classList.toggle('drawer-open', isOpen && isNarrow);
    this.#sidebar.inert = isNarrow && !isOpen;
    this.#main.inert = isNarrow && isOpen;
    this.#button.setAttribute('aria-expanded', String(isOpen));
    if (isNarrow && isOpen) this.#sidebar.querySelector('button')?.focus();
  }
}
