import { h, reconcile } from '../dom.js';
import { isoDay } from '../text/slack-date.js';
import { MessageRow } from './message-row.js';

/** Messages of one person within this time read as one. */
const TOGETHER_SECONDS = 300;
/** Closer to the end than this counts as reading the newest message. */
const NEAR_END_PX = 60;

/**
 * @typedef {import('../store.js').Message} Message
 * @typedef {import('./message-row.js').RowContext} RowContext
 */

/** A scrolling list of messages: a channel or a thread. */
export class MessageList {
  /** @type {Map<string, MessageRow>} */
  #rows = new Map();
  #place = '';
  #count = 0;
  #list = h('ol', { class: 'messages' });
  #jump = h('button', { type: 'button', class: 'jump', hidden: true }, 'New messages ↓');

  /**
   * @param {HTMLElement} scroller
   * @param {RowContext} context
   * @param {{ isThread: boolean, emptyHint: () => HTMLElement | null }} options
   */
  constructor(scroller, context, options) {
    this.scroller = scroller;
    this.context = context;
    this.options = options;
    scroller.append(this.#list, this.#jump);
    this.#jump.addEventListener('click', () => this.#toEnd());
    scroller.addEventListener(
      'scroll',
      () => this.#isNearEnd() && this.#jump.toggleAttribute('hidden', true),
      { passive: true },
    );
    // The list grows when the composer shrinks, when a picture loads, when a thread opens: stay at the end then.
    new ResizeObserver(() => this.#wasAtEnd && this.#toEnd()).observe(this.#list);
    scroller.addEventListener('scroll', () => (this.#wasAtEnd = this.#isNearEnd()), { passive: true });
  }

  #wasAtEnd = true;

  /**
   * @param {string} place what is shown; when it changes, the list starts at its end
   * @param {string} label for screen readers
   * @param {readonly Message[]} messages oldest first
   */
  show(place, label, messages) {
    const isNewPlace = place !== this.#place;
    if (isNewPlace) this.#rows.clear();
    const hasMore = !isNewPlace && messages.length > this.#count;
    const stay = !isNewPlace && !this.#isNearEnd();
    this.#place = place;
    this.#count = messages.length;
    this.#list.setAttribute('aria-label', label);
    reconcile(this.#list, this.#elements(messages));
    const me = this.context.store.state.me;
    const isMine = hasMore && messages.at(-1)?.user === me;
    if (!stay || isMine) this.#toEnd();
    else if (hasMore) this.#jump.removeAttribute('hidden');
  }

  /** @param {readonly Message[]} messages */
  #elements(messages) {
    /** @type {Element[]} */
    const elements = [];
    const keys = new Set();
    let day = '';
    /** @type {Message | undefined} */
    let before;
    for (const message of messages) {
      const itsDay = this.#dayOf(message);
      if (itsDay !== day && !this.options.isThread) elements.push(this.#separator(message));
      const isContinued = itsDay === day && isTogether(before, message);
      elements.push(this.#row(message, isContinued, keys));
      day = itsDay;
      before = message;
    }
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
    if (elements.length === 0) {
      const hint = this.options.emptyHint();
      if (hint !== null) elements.push(h('li', { class: 'empty' }, hint));
    }
    return elements;
  }

  /** @param {Message} message @param {boolean} isContinued @param {Set<string>} keys */
  #row(message, isContinued, keys) {
    const key = `${message.ts}/${message.ephemeralFor ?? ''}`;
    keys.add(key);
    const { isThread } = this.options;
    const row = this.#rows.get(key) ?? new MessageRow(message, this.context, { canReply: !isThread });
    this.#rows.set(key, row);
    row.update(message, { isContinued, showReplies: !isThread });
    return row.element;
  }

  /** @param {Message} message */
  #dayOf(message) {
    return isoDay(new Date(Number(message.ts) * 1000), { locale: 'en', now: new Date() });
  }

  /** @param {Message} message */
  #separator(message) {
    const locale = this.context.directory.locale();
    const date = new Date(Number(message.ts) * 1000);
    const isToday = date.toDateString() === new Date().toDateString();
    const text = isToday
      ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'day')
      : date.toLocaleDateString(locale, { weekday: 'long', month: 'long', day: 'numeric' });
    return h('li', { class: 'day-separator' }, h('span', {}, text));
  }

  #isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#wasAtEnd = true;
    this.#jump.toggleAttribute('hidden', true);
  }
}

/**
 * Cards stand alone: run together, nobody sees where one ends.
 * @param {Message | undefined} before
 * @param {Message} message
 */
function isTogether(before, message) {
  return (
    before !== undefined &&
    before.user === message.user &&
    before.blocks.length === 0 &&
    message.blocks.length === 0 &&
    before.ephemeralFor === undefined &&
    message.ephemeralFor === undefined &&
    before.replyCount === 0 &&
    Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS
  );
}
