import { request } from 'undici';
import type { Metrics } from '../telemetry/metrics.ts';
import type { PrivateAnswer } from './slack-api.ts';
import { SlackError } from './slack-error.ts';

const TIMEOUT_MS = 10_000;
/** Where the `response_url`s of Slack and of GovSlack point, also when the Web API is reached through a proxy. */
const SLACK_HOOKS = new Set(['https://hooks.slack.com', 'https://hooks.slack-gov.com']);

/**
 * Answers privately at a `response_url`, which works five times within 30 minutes (source: Slack's documentation
 * on handling user interaction).
 *
 * @param apiUrl the configured Web API; its host is the only other one an answer may go to
 * @throws SlackError `refused` when the URL is used up, expired or not Slack's; `lost` when no answer came
 */
export async function respondAt(
  responseUrl: string,
  answer: PrivateAnswer,
  apiUrl: string,
  metrics: Pick<Metrics, 'slackCall'>,
): Promise<void> {
  const started = performance.now();
  const count = (outcome: string) =>
    metrics.slackCall('response_url', outcome, (performance.now() - started) / 1000);
  if (!isSlacks(responseUrl, apiUrl))
    throw new SlackError('refused', 'response_url', { slackCode: 'foreign_url' });
  const status = await send(responseUrl, answer).catch((error: unknown) => {
    count('lost');
    throw new SlackError('lost', 'response_url', {
      reason: error instanceof Error ? error.name : 'no answer',
    });
  });
  count(status === 200 ? 'ok' : String(status));
  if (status !== 200) throw new SlackError('refused', 'response_url', { slackCode: `http_${status}` });
}

async function send(responseUrl: string, answer: PrivateAnswer): Promise<number> {
  const { statusCode, body } = await request(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      response_type: 'ephemeral',
      replace_original: answer.replaceOriginal ?? false,
      text: answer.text,
      ...(answer.blocks === undefined ? {} : { blocks: answer.blocks }),
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await body.dump();
  return statusCode;
}

function isSlacks(responseUrl: string, apiUrl: string): boolean {
  if (!URL.canParse(responseUrl)) return false;
  const { origin } = new URL(responseUrl);
  return SLACK_HOOKS.has(origin) || origin === new URL(apiUrl).origin;
}
