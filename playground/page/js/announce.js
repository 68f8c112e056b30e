import { byId } from './dom.js';
import { plainString } from './text/render.js';
import { authorOf } from './views/avatar.js';

/**
 * Says new and changed messages of the open channel to a screen reader, in the one line that stands for a card.
 * The list itself is not a live region: a card that is updated would be read out in full each time.
 * @param {import('./store.js').Message} message
 * @param {import('./store.js').Store} store
 */
export function announce(message, store) {
  const live = byId('live', HTMLElement);
  const text = plainString(message.text.replace(/<[@#!]?[^|>]*\|([^>]*)>/g, '$1')).slice(0, 300);
  const line = `${authorOf(message.user, store).name}: ${text}`;
  if (live.textContent !== line) live.textContent = line;
}
