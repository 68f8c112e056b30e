import { createHmac } from 'node:crypto';

/**
 * @returns the `circleci-signature` header: HMAC-SHA256 of the body's bytes, in lower-case hex.
 * Source: CircleCI docs, outbound webhooks, "Validate webhooks".
 */
export function signatureOf(secret: string, body: Buffer): string {
  return `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
