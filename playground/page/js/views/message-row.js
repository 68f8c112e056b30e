import { drawBlocks } from '../blocks/index.js';
import { h, icon, reconcile } from '../dom.js';
import { Surface } from '../surface.js';
import { renderText } from '../text/render.js';
import { authorOf } from './avatar.js';
import { Unfurls } from './unfurls.js';

/**
 * @typedef {import('../store.js').Message} Message
 * @typedef {{ store: import('../store.js').Store, directory: import('../text/render.js').Directory,
 *   openThread: (message: Message) => void, dismiss: (message: Message) => void }} RowContext
 */

/** One message on the screen. Updated in place, so that a click under way and the focus survive. */
export class MessageRow {
  #body = h('div', { class: 'message-body' });
  #head = h('div', { class: 'message-head' });
  #foot = h('div', { class: 'message-foot' });
  #gutter = h('div', { class: 'message-gutter' });
  /** @type {Surface} */
  #surface;
  /** @type {Unfurls} */
  #unfurls;
  /** @type {RowContext} */
  #context;
  #drawn = '';

  /**
   * @param {Message} message
   * @param {RowContext} context
   * @param {{ canReply: boolean }} options
   */
  constructor(message, context, options) {
    this.#context = context;
    this.canReply = options.canReply && message.ephemeralFor === undefined;
    const { state } = context.store;
    const choices = { users: state.users, channels: [...state.channels.values()] };
    const target = { channel: message.channel, ts: message.ts };
    const surface = () => new Surface('message', target, state.me, context.directory, choices);
    this.#surface = surface();
    this.#unfurls = new Unfurls(surface);
    this.element = h(
      'li',
      { class: 'message', tabindex: '-1', data: { ts: message.ts } },
      this.#gutter,
      h('div', { class: 'message-main' }, this.#head, this.#body, this.#unfurls.element, this.#foot),
      this.canReply ? this.#toolbar(message) : null,
    );
  }

  /** @param {Message} message @param {{ isContinued: boolean, showReplies: boolean }} options */
  update(message, options) {
    const key = JSON.stringify([message, options, this.#context.directory.locale()]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const isPrivate = message.ephemeralFor !== undefined;
    this.element.classList.toggle('ephemeral', isPrivate);
    this.element.classList.toggle('continued', options.isContinued);
    this.#drawHead(message, options.isContinued);
    this.#drawBody(message);
    this.#unfurls.update(message.unfurls ?? []);
    this.#drawFoot(message, options.showReplies);
  }

  /** @param {Message} message @param {boolean} isContinued */
  #drawHead(message, isContinued) {
    const author = authorOf(message.user, this.#context.store);
    const note =
      message.ephemeralFor === undefined
        ? null
        : h(
            'div',
            { class: 'private-note' },
            icon('eye'),
            h('span', {}, 'Only visible to you'),
            this.#dismissButton(message),
          );
    reconcile(this.#gutter, isContinued ? [this.#time(message, 'gutter-time')] : [author.avatar()]);
    const line = h(
      'div',
      { class: isContinued ? 'author visually-hidden' : 'author' },
      h('span', { class: 'name' }, author.name),
      author.isApp ? h('span', { class: 'app-badge' }, 'APP') : null,
      this.#time(message, 'time'),
    );
    reconcile(this.#head, note === null ? [line] : [note, line]);
  }

  /** @param {Message} message */
  #dismissButton(message) {
    return h(
      'button',
      { type: 'button', class: 'link-btn', on: { click: () => this.#context.dismiss(message) } },
      'Dismiss',
    );
  }

  /** @param {Message} message @param {string} className */
  #time(message, className) {
    const date = new Date(Number(message.ts) * 1000);
    const locale = this.#context.directory.locale();
    return h(
      'time',
      { class: className, datetime: date.toISOString(), title: date.toLocaleString(locale) },
      date.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' }),
    );
  }

  /** @param {Message} message */
  #drawBody(message) {
    if (message.blocks.length > 0) {
      drawBlocks(this.#body, message.blocks, this.#surface);
      return;
    }
    this.#surface.drawn.clear();
    const files = (message.files ?? []).map((file) => this.#file(file));
    const text = h(
      'div',
      { class: 'block' },
      renderText({ type: 'mrkdwn', text: message.text }, this.#context.directory),
    );
    // Slack shows the mark on plain text only: a card that is updated is not "edited".
    if (message.edited) (text.lastElementChild ?? text).append(h('span', { class: 'edited' }, '(edited)'));
    reconcile(this.#body, message.text === '' && files.length > 0 ? files : [text, ...files]);
  }

  /**
   * A text file, opened in a tab of its own: the page shows nothing of what is in it.
   *
   * @param {import('../../../../simulators/slack/protocol.ts').ClientFile} file
   */
  #file({ id, name, title, size }) {
    const query = new URLSearchParams({ user: this.#context.store.state.me, id });
    return h(
      'div',
      { class: 'block' },
      h('a', { href: `/client/file?${query}`, target: '_blank', rel: 'noopener' }, `📄 ${title}`),
      ` ${name}, ${Math.ceil(size / 1024)} kB`,
    );
  }

  /** @param {Message} message @param {boolean} showReplies */
  #drawFoot(message, showReplies) {
    if (!showReplies || message.replyCount === 0) {
      reconcile(this.#foot, []);
      return;
    }
    const label = message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`;
    const open = () => this.#context.openThread(message);
    reconcile(this.#foot, [
      h('button', { type: 'button', class: 'link-btn replies', on: { click: open } }, label),
    ]);
  }

  /** @param {Message} message */
  #toolbar(message) {
    return h(
      'div',
      { class: 'message-toolbar' },
      h(
        'button',
        {
          type: 'button',
          class: 'icon-btn',
          title: 'Reply in thread',
          'aria-label': 'Reply in thread',
          on: { click: () => this.#context.openThread(message) },
        },
        icon('reply'),
      ),
    );
  }
}
