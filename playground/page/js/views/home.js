import { drawBlocks } from '../blocks/index.js';
import { h, reconcile } from '../dom.js';
import { Surface } from '../surface.js';

/** The bot's App Home tab, for the person who looks. */
export class HomeView {
  #body = h('div', { class: 'home-body' });
  /** @type {Surface | null} */
  #surface = null;

  /**
   * @param {HTMLElement} container
   * @param {import('../store.js').Store} store
   * @param {import('../text/render.js').Directory} directory
   */
  constructor(container, store, directory) {
    this.store = store;
    this.directory = directory;
    container.append(this.#body);
  }

  draw() {
    const { home, me, users, channels, bot } = this.store.state;
    if (home === null) {
      this.#surface = null;
      reconcile(this.#body, [h('p', { class: 'empty' }, `${bot.name} has not put anything here yet.`)]);
      return;
    }
    const isSame =
      this.#surface?.user === me &&
      'viewId' in this.#surface.target &&
      this.#surface.target.viewId === home.id;
    if (!isSame || this.#surface === null) {
      const choices = { users, channels: [...channels.values()] };
      this.#surface = new Surface('home', { viewId: home.id }, me, this.directory, choices);
    }
    drawBlocks(this.#body, home.blocks, this.#surface);
  }
}
