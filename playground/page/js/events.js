/**
 * The live stream of one person, connected again after every break. Whatever was missed in between is fetched by
 * `onOpen`, which bootstraps again.
 *
 * @param {string} user
 * @param {{ onOpen: () => void, onEvent: (event: import('../../../simulators/slack/protocol.ts').ClientEvent) => void, onLost: () => void }} handlers
 * @returns {() => void} ends the stream
 */
export function listen(user, handlers) {
  let delay = FIRST_DELAY_MS;
  let timer = 0;
  /** @type {EventSource | null} */
  let source = null;

  const connect = () => {
    source = new EventSource(`/client/events?user=${encodeURIComponent(user)}`);
    source.onopen = () => {
      delay = FIRST_DELAY_MS;
      handlers.onOpen();
    };
    source.onmessage = (message) => handlers.onEvent(JSON.parse(message.data));
    source.onerror = () => {
      // The browser gives up for good on an error status, so the page retries by itself in every case.
      source?.close();
      handlers.onLost();
      timer = window.setTimeout(connect, delay);
      delay = Math.min(delay * 2, LAST_DELAY_MS);
    };
  };

  connect();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}

const FIRST_DELAY_MS = 500;
const LAST_DELAY_MS = 8000;
