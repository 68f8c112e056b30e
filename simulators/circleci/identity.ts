import { createHash, randomBytes } from 'node:crypto';

/** Namespace of every name-based id here; any fixed UUID will do. */
const NAMESPACE = Buffer.from('6f1c0f5c9a0b4b0ea1f3d1a6a3c2e4b5', 'hex');
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/**
 * A name-based UUID (version 3): the same name always gives the same id. CircleCI's completion events
 * have ids of this version, so a retry of a delivery keeps its id.
 */
export function uuidV3(name: string): string {
  const bytes = createHash('md5').update(NAMESPACE).update(name).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x30;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A 22-character id like those in `circleci/<org>/<project>` slugs, the same for the same name. */
export function shortId(name: string): string {
  const digest = createHash('sha256').update(name).digest();
  return [...digest.subarray(0, 22)].map((byte) => BASE58[byte % BASE58.length]).join('');
}

/** @returns 40 hex digits, as git names a commit */
export function newRevision(): string {
  return randomBytes(20).toString('hex');
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
