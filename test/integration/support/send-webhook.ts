import { WEBHOOK_SECRET } from '../../support/bot.ts';
import { sign } from '../../support/webhook-samples.ts';

/**
 * Posts a payload as CircleCI does: signed over its bytes, over HTTP.
 *
 * @param url of the bot, or of what stands before it
 * @returns the HTTP status of the answer
 */
export async function sendWebhook(url: string, text: string): Promise<number> {
  const response = await fetch(`${url}/webhooks/circleci`, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', 'circleci-signature': sign(text, WEBHOOK_SECRET) },
  });
  await response.arrayBuffer();
  return response.status;
}
