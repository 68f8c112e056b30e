import { z } from 'zod';
import { listOf } from './setting-shapes.ts';

/** Keys that secrets are encrypted with, as a setting has them. */

/** A key for AES-256, and the name it is known by in what was encrypted with it. */
export interface EncryptionKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const KEY = /^([\w.-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/;

/** Keys as `name:base64`, in their order; none when it is not set. */
export const encryptionKeys = z
  .string()
  .transform(keysIn)
  .refine((keys) => keys !== null, 'must be name:base64 with 32 bytes each, separated by commas')
  .transform((keys) => keys ?? [])
  .default([]);

/** @returns null when one is none, or two have one name */
function keysIn(text: string): readonly EncryptionKey[] | null {
  const keys = listOf(text).map((part) => {
    const [, id, base64] = KEY.exec(part) ?? [];
    return id === undefined || base64 === undefined ? null : { id, key: bytesOf(base64) };
  });
  const good = keys.filter((one) => one !== null && one.key.length === 32);
  const names = new Set(good.map((one) => one?.id));
  return keys.length > 0 && names.size === keys.length ? good.filter((one) => one !== null) : null;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
}
