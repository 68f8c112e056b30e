/** What a secret is replaced with. */
export const REDACTED = '[redacted]';

/**
 * Names under which secrets travel: Slack's and CircleCI's tokens and signatures, and the short-lived
 * addresses (`response_url`, `trigger_id`) with which anyone could speak in the bot's name.
 */
export const SECRET_KEYS = [
  'token',
  'authorization',
  'Authorization',
  'cookie',
  'circle-token',
  'Circle-Token',
  'signing_secret',
  'signingSecret',
  'signing-secret',
  'secret',
  'secrets',
  'webhookSecrets',
  'password',
  'botToken',
  'appToken',
  'bot_token',
  'app_token',
  'access_token',
  'refresh_token',
  'response_url',
  'responseUrl',
  'trigger_id',
  'triggerId',
  'headers',
  'circleci-signature',
  'x-slack-signature',
] as const;

/** Shapes of secrets inside running text, for messages which others composed. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\bxox[a-z]-[\w-]{4,}|\bxapp-[\w-]{4,}/g, REDACTED],
  [/\bCCI(?:PAT|PRJ)_[\w]{4,}/g, REDACTED],
  [/\bhttps:\/\/hooks\.slack\.com\/[^\s"'<>]+/g, REDACTED],
  [/\b(Bearer|Basic|Circle-Token:?)\s+[\w.~+/=-]{4,}/gi, `$1 ${REDACTED}`],
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@:]+:[^\s/@]+@/gi, `$1${REDACTED}@`],
  [/\b(v\d)=[0-9a-f]{32,}/g, `$1=${REDACTED}`],
  [/([?&](?:token|circle-token|secret|signature|X-Amz-[\w-]+)=)[^&\s"']+/gi, `$1${REDACTED}`],
];

/**
 * @param text a message, a stack, a URL
 * @returns the same with tokens, signatures, passwords in URLs and Slack's reply addresses blotted out
 */
export function redactText(text: string): string {
  return SECRET_TEXT.reduce((result, [pattern, put]) => result.replace(pattern, put), text);
}
