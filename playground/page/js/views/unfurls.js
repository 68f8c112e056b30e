import { drawBlocks } from '../blocks/index.js';
import { h, reconcile } from '../dom.js';

/**
 * @typedef {import('../surface.js').Surface} Surface
 * @typedef {{ readonly url: string, readonly blocks: readonly any[] }} Unfurl
 */

/** What the app shows for links in a message, below it. Updated in place, as messages are. */
export class Unfurls {
  element = h('div', { class: 'unfurls' });
  /** @type {Map<string, { box: HTMLElement, surface: Surface }>} */
  #shown = new Map();
  /** @type {() => Surface} */
  #newSurface;

  /** @param {() => Surface} newSurface */
  constructor(newSurface) {
    this.#newSurface = newSurface;
  }

  /** @param {readonly Unfurl[]} unfurls */
  update(unfurls) {
    const boxes = unfurls.map(({ url, blocks }) => {
      const known = this.#shown.get(url) ?? {
        box: h('div', { class: 'unfurl', role: 'group', 'aria-label': 'Preview of a link' }),
        surface: this.#newSurface(),
      };
      this.#shown.set(url, known);
      drawBlocks(known.box, blocks, known.surface);
      return known.box;
    });
    reconcile(this.element, boxes);
  }
}
