import { byId } from '../dom.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';

/** The pane beside the channel with one thread. */
export class ThreadPane {
  #pane = byId('thread', HTMLElement);
  /** @type {MessageList} */
  #list;
  /** @type {Composer} */
  #composer;
  /** @type {{ channel: string, ts: string } | null} */
  #shown = null;
  /** @type {Element | null} */
  #openedFrom = null;

  /**
   * @param {import('./message-row.js').RowContext} context
   * @param {(text: string, threadTs: string) => Promise<void>} send
   */
  constructor(context, send) {
    this.context = context;
    this.#list = new MessageList(byId('thread-messages', HTMLElement), context, {
      isThread: true,
      emptyHint: () => null,
    });
    this.#composer = new Composer({
      // Slash commands do not work in threads. Source: Slack docs, slash commands.
      commands: () => [],
      send: (text) => (this.#shown === null ? Promise.resolve() : send(text, this.#shown.ts)),
    });
    this.#composer.setPlace('Reply…', false);
    byId('thread-composer', HTMLElement).append(this.#composer.element);
    byId('close-thread', HTMLButtonElement).addEventListener('click', () => this.close());
    this.#pane.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.close();
    });
  }

  /** @param {import('../store.js').Message} message the parent */
  open(message) {
    this.#openedFrom = document.activeElement;
    this.#shown = { channel: message.channel, ts: message.ts };
    this.draw();
    this.#composer.focus();
  }

  close() {
    const hadFocus = this.#pane.contains(document.activeElement);
    this.#shown = null;
    this.draw();
    if (hadFocus && this.#openedFrom instanceof HTMLElement) this.#openedFrom.focus();
  }

  draw() {
    const shown = this.#shown;
    document.body.classList.toggle('thread-open', shown !== null);
    this.#pane.hidden = shown === null;
    if (shown === null) return;
    const { store } = this.context;
    const channel = store.state.channels.get(shown.channel);
    byId('thread-place', HTMLElement).textContent = `# ${channel?.name ?? ''}`;
    this.#list.show(
      `${store.state.me}/${shown.channel}/${shown.ts}`,
      'Thread',
      store.thread(shown.channel, shown.ts),
    );
  }
}
