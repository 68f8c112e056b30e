import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '../telemetry/log.ts';

type SocketClient = SocketModeReceiver['client'];

/**
 * Lets only frames reach Slack's client that it can read: on any other it throws where nothing catches it, and the
 * process ends (measured on @slack/socket-mode 3.1). Call once, before the client is started.
 */
export function guardFrames(client: SocketClient, log: Logger): void {
  const read = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const frame = isBinary === true ? null : readableFrame(data);
    if (frame === null) return log.warn('Slack sent a frame over Socket Mode that cannot be read');
    for (const listener of read) {
      // The client's listener is asynchronous, though its type does not say so.
      void Promise.resolve(listener(frame, false)).catch((error: unknown) => {
        log.error({ err: error }, 'a frame of Socket Mode could not be handled');
      });
    }
  });
}

/**
 * @returns the frame for the client, or null. Envelopes get one type for all: the client emits a frame's type, and the
 *   type of the event in it, as events of its own, and looks for that event without asking whether there is one.
 *   Source: Slack docs, Socket Mode, `hello`, `disconnect` and envelopes.
 */
function readableFrame(data: unknown): string | null {
  if (typeof data !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(data);
    if (typeof frame !== 'object' || frame === null || !('type' in frame)) return null;
    if (frame.type === 'hello' || frame.type === 'disconnect') return data;
    if (!('envelope_id' in frame) || typeof frame.envelope_id !== 'string') return null;
    return JSON.stringify({ ...frame, type: 'envelope' });
  } catch {
    return null;
  }
}
