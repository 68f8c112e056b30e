import type { App } from '@slack/bolt';
import type { Logger } from '../telemetry/log.ts';
import { kindOf } from './payload-kind.ts';

type ReceiverEvent = Parameters<App['processEvent']>[0];

export interface Delivery {
  readonly log: Logger;
  /** Slack holds back events of this app. Source: Slack docs, app_rate_limited. */
  readonly rateLimited: () => void;
}

/**
 * Hands a payload of Slack's to Bolt, and sees to it that everything is acknowledged at once or when its listener is
 * done. Never rejects: an error of a listener is logged.
 *
 * @param event its `ack` may be called once; afterwards Bolt's and the listeners' calls of it change nothing
 * @returns `malformed` and `failed` when nothing was acknowledged
 */
export async function deliver(
  app: Pick<App, 'processEvent'>,
  event: ReceiverEvent,
  { log, rateLimited }: Delivery,
): Promise<'acknowledged' | 'malformed' | 'failed'> {
  const kind = kindOf(event.body);
  if (kind === 'malformed') return kind;
  let isAcknowledged = false;
  const acknowledge: ReceiverEvent['ack'] = async (answer) => {
    if (isAcknowledged) return;
    isAcknowledged = true;
    await event.ack(answer);
  };
  try {
    if (kind === 'event') await acknowledge();
    if (kind === 'event' || kind === 'request') await app.processEvent({ ...event, ack: acknowledge });
    if (kind === 'app_rate_limited') rateLimited();
    if (!isAcknowledged) {
      log.debug(
        { type: textOf(event.body.type), id: textOf(event.body.callback_id) },
        'nothing here answers this',
      );
      await acknowledge();
    }
  } catch (error) {
    log.error({ err: error, kind }, 'a request of Slack’s could not be handled');
  }
  return isAcknowledged ? 'acknowledged' : 'failed';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 100) : null;
}
