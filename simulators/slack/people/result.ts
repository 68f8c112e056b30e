import type { Acknowledgement } from '../bot/transport.ts';
import type { ActionResult } from '../protocol.ts';

/** What a person's client makes of the bot's acknowledgement. */
export function actionResult({ ok, error, ackMs }: Acknowledgement): ActionResult {
  return ok ? { ok, ackMs } : { ok, error: error ?? 'dispatch_failed', ackMs };
}
