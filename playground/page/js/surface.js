/**
 * Where a block stands (a message, a modal, App Home): what its elements hold, and whom they talk to.
 *
 * @typedef {import('../../../simulators/slack/protocol.ts').ElementState} ElementState
 * @typedef {import('../../../simulators/slack/protocol.ts').ActionResult} ActionResult
 * @typedef {import('../../../simulators/slack/protocol.ts').OptionsResult} OptionsResult
 * @typedef {import('./text/render.js').Directory} Directory
 * @typedef {{ channel: string, ts: string } | { viewId: string }} Target
 */
import { send } from './api.js';

export class Surface {
  /** @type {Map<string, Map<string, ElementState>>} */
  #values = new Map();

  /**
   * @param {'message' | 'modal' | 'home'} kind
   * @param {Target} target
   * @param {string} user
   * @param {Directory} directory
   * @param {{ users: readonly { id: string, realName: string }[], channels: readonly { id: string, name: string }[] }} choices
   */
  constructor(kind, target, user, directory, choices) {
    this.kind = kind;
    this.target = target;
    this.user = user;
    this.directory = directory;
    this.choices = choices;
    /** @type {Map<string, HTMLElement>} the elements of the blocks now shown, see blocks/index.js */
    this.drawn = new Map();
  }

  /** @param {string} blockId @param {string} actionId */
  get(blockId, actionId) {
    return this.#values.get(blockId)?.get(actionId);
  }

  /** @param {string} blockId @param {string} actionId @param {ElementState} state */
  set(blockId, actionId, state) {
    const block = this.#values.get(blockId) ?? new Map();
    block.set(actionId, state);
    this.#values.set(blockId, block);
  }

  /**
   * After an update, only inputs with the same block_id and action_id keep what was typed.
   * Source: Slack docs, "Modals", updating views.
   * @param {ReadonlySet<string>} keys `block_id/action_id` of every element that is still there
   */
  keepOnly(keys) {
    for (const [blockId, block] of this.#values) {
      for (const actionId of block.keys()) if (!keys.has(`${blockId}/${actionId}`)) block.delete(actionId);
      if (block.size === 0) this.#values.delete(blockId);
    }
  }

  /** @returns {Record<string, Record<string, ElementState>>} `state.values` of a view */
  viewState() {
    return Object.fromEntries([...this.#values].map(([id, block]) => [id, Object.fromEntries(block)]));
  }

  /**
   * @param {string} blockId
   * @param {string} actionId
   * @param {ElementState} [state] none for buttons
   * @returns {Promise<ActionResult>}
   */
  click(blockId, actionId, state) {
    return send('click', { ...this.#address(blockId, actionId), ...(state === undefined ? {} : { state }) });
  }

  /**
   * @param {string} blockId
   * @param {string} actionId
   * @param {string} value what was typed so far
   * @returns {Promise<OptionsResult>}
   */
  options(blockId, actionId, value) {
    return send('options', { ...this.#address(blockId, actionId), value });
  }

  /** @param {string} blockId @param {string} actionId */
  #address(blockId, actionId) {
    const viewState = 'viewId' in this.target ? { viewState: this.viewState() } : {};
    return { user: this.user, ...this.target, ...viewState, blockId, actionId };
  }
}
