import { createHmac } from 'node:crypto';

/** Slack's signature: `v0=` and the HMAC-SHA256 of `v0:{timestamp}:{body}`. Source: Slack docs, verifying requests. */
export function sign(secret: string, timestamp: number | string, body: Buffer | string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}
