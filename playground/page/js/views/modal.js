/**
 * The modals of the bot: a stack of which the topmost is shown, in one native dialog (which keeps the focus inside
 * and the page behind inert).
 *
 * @typedef {import('../store.js').View} View
 * @typedef {import('../../../../simulators/slack/protocol.ts').SubmitResult} SubmitResult
 */
import { explain, send } from '../api.js';
import { drawBlocks } from '../blocks/index.js';
import { byId, replaceChildren } from '../dom.js';
import { missingFields } from '../required.js';
import { Surface } from '../surface.js';
import { plainNodes } from '../text/render.js';

export class ModalStack {
  #dialog = byId('modal', HTMLDialogElement);
  #title = byId('modal-title', HTMLElement);
  #body = byId('modal-body', HTMLElement);
  #problem = byId('modal-problem', HTMLElement);
  #close = byId('modal-close', HTMLButtonElement);
  #submit = byId('modal-submit', HTMLButtonElement);
  /** @type {Map<string, Surface>} */
  #surfaces = new Map();
  /** @type {View | null} */
  #shown = null;

  /**
   * @param {import('../store.js').Store} store
   * @param {import('../text/render.js').Directory} directory
   */
  constructor(store, directory) {
    this.store = store;
    this.directory = directory;
    byId('modal-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
    this.#close.addEventListener('click', () => this.#dismiss());
    byId('modal-x', HTMLButtonElement).addEventListener('click', () => this.#dismiss());
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#dismiss();
    });
  }

  /** Shows what the store's stack says. */
  draw() {
    const { views, me } = this.store.state;
    for (const id of this.#surfaces.keys())
      if (!views.some((view) => view.id === id)) this.#surfaces.delete(id);
    const view = views.at(-1) ?? null;
    if (view === null) {
      this.#shown = null;
      if (this.#dialog.open) this.#dialog.close();
      return;
    }
    if (view === this.#shown) return;
    const isOther = view.id !== this.#shown?.id;
    this.#shown = view;
    this.#problem.hidden = true;
    replaceChildren(this.#title, plainNodes(view.title));
    replaceChildren(this.#close, plainNodes(view.close ?? 'Close'));
    replaceChildren(this.#submit, plainNodes(view.submit ?? 'Submit'));
    this.#submit.hidden = view.submit === null;
    this.#setBusy(false);
    const surface = this.#surfaceOf(view, me);
    if (isOther) {
      surface.drawn.clear();
      replaceChildren(this.#body);
      this.#body.scrollTop = 0;
    }
    drawBlocks(this.#body, view.blocks, surface);
    if (!this.#dialog.open) this.#dialog.showModal();
    if (isOther) this.#focusFirst();
  }

  /** @param {View} view @param {string} me */
  #surfaceOf(view, me) {
    const { state } = this.store;
    const choices = { users: state.users, channels: [...state.channels.values()] };
    const surface =
      this.#surfaces.get(view.id) ?? new Surface('modal', { viewId: view.id }, me, this.directory, choices);
    this.#surfaces.set(view.id, surface);
    return surface;
  }

  #focusFirst() {
    const first = this.#body.querySelector('input, textarea, button, a[href]');
    (first instanceof HTMLElement ? first : this.#submit.hidden ? this.#close : this.#submit).focus();
  }

  async #send() {
    const view = this.#shown;
    const surface = view === null ? undefined : this.#surfaces.get(view.id);
    if (view === null || surface === undefined || this.#submit.getAttribute('aria-busy') === 'true') return;
    this.#problem.hidden = true;
    const missing = missingFields(view.blocks, surface);
    if (Object.keys(missing).length > 0) {
      this.#showErrors(view, surface, missing);
      return;
    }
    this.#setBusy(true);
    const input = { user: this.store.state.me, viewId: view.id, viewState: surface.viewState() };
    /** @type {SubmitResult} */
    const result = await send('submit', input);
    this.#setBusy(false);
    // Meanwhile the bot may have closed the modal or put another on top.
    if (this.#shown?.id !== view.id) return;
    if (result.errors !== undefined) this.#showErrors(this.#shown, surface, result.errors);
    else if (!result.ok) this.#showProblem(explain(result.error));
  }

  /** @param {View} view @param {Surface} surface @param {Readonly<Record<string, string>>} errors by block_id */
  #showErrors(view, surface, errors) {
    drawBlocks(this.#body, view.blocks, surface, errors);
    const invalid = this.#body.querySelector('.invalid input, .invalid textarea');
    if (invalid instanceof HTMLElement) invalid.focus();
    const ids = new Set(view.blocks.map((block) => block.block_id));
    const lost = Object.entries(errors).filter(([id]) => !ids.has(id));
    if (lost.length > 0) this.#showProblem(lost.map(([, text]) => text).join(' '));
  }

  /** @param {string} text */
  #showProblem(text) {
    this.#problem.textContent = `⚠ ${text}`;
    this.#problem.hidden = false;
  }

  /** @param {boolean} isBusy */
  #setBusy(isBusy) {
    if (isBusy) this.#submit.setAttribute('aria-busy', 'true');
    else this.#submit.removeAttribute('aria-busy');
  }

  #dismiss() {
    const view = this.#shown;
    if (view === null) return;
    this.store.forgetView(view.id);
    void send('close-view', { user: this.store.state.me, viewId: view.id });
  }
}
