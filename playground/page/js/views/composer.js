import { completionsFor, usageFor } from '../completion.js';
import { h, icon, replaceChildren, uniqueId } from '../dom.js';

/**
 * @typedef {import('../completion.js').Completion} Completion
 * @typedef {import('../completion.js').SlashCommandInfo} SlashCommandInfo
 */
const HISTORY = 50;

/** Where messages and commands are written. */
export class Composer {
  #input = h('textarea', {
    rows: '1',
    class: 'composer-input',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-haspopup': 'listbox',
  });
  #send = h('button', { type: 'submit', class: 'send-btn', 'aria-label': 'Send' }, icon('send'));
  #list = h('div', {
    class: 'completions',
    id: uniqueId('completions'),
    role: 'listbox',
    'aria-label': 'Commands',
    hidden: true,
  });
  #usage = h('div', { class: 'usage', hidden: true, role: 'status' });
  /** @type {Completion[]} */
  #offered = [];
  #active = 0;
  /** Escape hides the list until something else is typed. */
  #hiddenFor = '';
  /** @type {string[]} */
  #history = [];
  #historyAt = 0;

  /**
   * @param {{ commands: () => readonly SlashCommandInfo[], send: (text: string) => Promise<void> }} options
   */
  constructor(options) {
    this.options = options;
    this.#input.setAttribute('aria-controls', this.#list.id);
    this.element = h(
      'form',
      { class: 'composer' },
      this.#list,
      this.#usage,
      h('div', { class: 'composer-box' }, this.#input, this.#send),
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('blur', () => this.#offer([]));
    this.#input.addEventListener('focus', () => this.#typed());
    this.#typed();
  }

  /** @param {string} label @param {boolean} isDisabled */
  setPlace(label, isDisabled) {
    this.#input.placeholder = label;
    this.#input.setAttribute('aria-label', label);
    this.#input.disabled = isDisabled;
  }

  /** @param {string} text */
  fill(text) {
    this.#input.value = text;
    this.#input.focus();
    this.#typed();
  }

  focus() {
    this.#input.focus();
  }

  async #submit() {
    const text = this.#input.value.trim();
    if (text === '' || this.#input.disabled) return;
    this.#history = [...this.#history.filter((each) => each !== text), text].slice(-HISTORY);
    this.#historyAt = this.#history.length;
    this.#input.value = '';
    this.#typed();
    this.element.setAttribute('aria-busy', 'true');
    await this.options.send(text);
    this.element.removeAttribute('aria-busy');
  }

  #typed() {
    const { value } = this.#input;
    this.#input.style.height = 'auto';
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, 200)}px`;
    this.#send.disabled = value.trim() === '';
    const commands = this.options.commands();
    const isFocused = document.activeElement === this.#input;
    this.#offer(isFocused && value !== this.#hiddenFor ? completionsFor(value, commands) : []);
    const usage = this.#offered.length === 0 ? usageFor(value, commands) : null;
    this.#usage.hidden = usage === null;
    if (this.#usage.textContent !== (usage ?? '')) this.#usage.textContent = usage ?? '';
  }

  /** @param {Completion[]} completions */
  #offer(completions) {
    // What is written in full needs no completing: Enter should send it.
    this.#offered = completions.filter(
      (each) => each.insert.trim() !== this.#input.value.trim() || completions.length > 1,
    );
    this.#list.hidden = this.#offered.length === 0;
    replaceChildren(
      this.#list,
      this.#offered.map((each, index) => this.#row(each, index)),
    );
    this.#setActive(0);
  }

  /** @param {Completion} completion @param {number} index */
  #row(completion, index) {
    return h(
      'div',
      {
        id: `${this.#list.id}-${index}`,
        role: 'option',
        class: 'completion',
        on: {
          pointerdown: (event) => event.preventDefault(),
          click: () => this.#complete(completion),
        },
      },
      h(
        'span',
        { class: 'completion-line' },
        h('b', {}, completion.label),
        ' ',
        h('span', { class: 'completion-usage' }, completion.usage),
      ),
      h('span', { class: 'completion-description' }, completion.description),
    );
  }

  /** @param {number} index */
  #setActive(index) {
    this.#active = index;
    for (const [at, row] of [...this.#list.children].entries())
      row.setAttribute('aria-selected', String(at === index));
    const row = this.#list.children[index];
    if (row === undefined) this.#input.removeAttribute('aria-activedescendant');
    else {
      this.#input.setAttribute('aria-activedescendant', row.id);
      row.scrollIntoView({ block: 'nearest' });
    }
  }

  /** @param {Completion} completion */
  #complete(completion) {
    this.#input.value = completion.insert;
    this.#hiddenFor = completion.insert.endsWith(' ') ? '' : completion.insert;
    this.#typed();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    if (this.#offered.length > 0 && this.#completionKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void this.#submit();
    } else if (event.key === 'ArrowUp' && this.#isBrowsingHistory()) {
      event.preventDefault();
      this.#showHistory(this.#historyAt - 1);
    } else if (
      event.key === 'ArrowDown' &&
      this.#historyAt < this.#history.length &&
      this.#isBrowsingHistory()
    ) {
      event.preventDefault();
      this.#showHistory(this.#historyAt + 1);
    }
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the list took the key */
  #completionKey(event) {
    const count = this.#offered.length;
    const chosen = this.#offered[this.#active];
    if (event.key === 'ArrowDown') this.#setActive((this.#active + 1) % count);
    else if (event.key === 'ArrowUp') this.#setActive((this.#active - 1 + count) % count);
    else if ((event.key === 'Tab' && !event.shiftKey) || (event.key === 'Enter' && !event.shiftKey)) {
      // `/circleci run` typed in full is sent by Enter, though longer names begin the same.
      if (event.key === 'Enter' && this.#isComplete()) return false;
      if (chosen !== undefined) this.#complete(chosen);
    } else if (event.key === 'Escape') {
      this.#hiddenFor = this.#input.value;
      this.#typed();
    } else return false;
    return true;
  }

  #isComplete() {
    return this.#offered.some((each) => each.insert.trim() === this.#input.value.trimEnd());
  }

  #isBrowsingHistory() {
    return this.#input.value === '' || this.#input.value === this.#history[this.#historyAt];
  }

  /** @param {number} at */
  #showHistory(at) {
    if (at < 0 || at > this.#history.length) return;
    this.#historyAt = at;
    this.#input.value = this.#history[at] ?? '';
    this.#hiddenFor = this.#input.value;
    this.#typed();
  }
}
