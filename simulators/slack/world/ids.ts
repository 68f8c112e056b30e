import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id as Slack's look: a letter or two, then capitals and digits, `V0K3…`. */
export function slackId(prefix: string, length = 10): string {
  return prefix + letters(length);
}

/** A block_id or action_id as Slack makes them up where the app gave none. */
export function shortId(): string {
  return letters(5);
}

/** Unguessable hexadecimal. */
export function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

function letters(length: number): string {
  return [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
