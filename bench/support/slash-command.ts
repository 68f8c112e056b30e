import { createHmac, randomUUID } from 'node:crypto';
import { TEAM, USER } from './slack-sink.ts';

export const SIGNING_SECRET = 'a-signing-secret-for-benchmarks';

/** What people type; each works on after its acknowledgement with the database, with Slack, or with both. */
const TEXTS = ['help', 'subscriptions', 'whoami', 'help run', 'subscriptions', 'stauts'];

/**
 * @param sinkUrl where private answers are to go
 * @returns a whole HTTP request with a slash command that no other is a replay of, signed as Slack does
 */
export function slashCommand(sinkUrl: string, number: number): Buffer {
  const id = randomUUID();
  const body = new URLSearchParams({
    token: 'not-used',
    team_id: TEAM,
    team_domain: 'bench',
    channel_id: 'C0BENCH001',
    channel_name: 'deploys',
    user_id: USER,
    user_name: 'bench',
    command: '/circleci',
    text: TEXTS[number % TEXTS.length] ?? '',
    api_app_id: 'A0BENCH001',
    is_enterprise_install: 'false',
    response_url: `${sinkUrl}/response/${id}`,
    trigger_id: id,
  }).toString();
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return Buffer.from(
    `POST /slack/events HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n` +
      `content-type: application/x-www-form-urlencoded\r\nx-slack-request-timestamp: ${timestamp}\r\n` +
      `x-slack-signature: v0=${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
