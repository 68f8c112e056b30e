import { isNestedDeeper } from '../domain/nesting.ts';
import { mayBeUnstorable, storableJson } from '../domain/storable.ts';

/** A body that is JSON: as a value, and as text the database can store and that can be read back into columns. */
export type Decoded =
  | { readonly ok: true; readonly json: unknown; readonly storable: string }
  | { readonly ok: false; readonly reason: string };

/** CircleCI's payloads are 6 levels deep. Far deeper ones overflow the database's parser. */
const MAX_DEPTH = 64;

/** @param bytes the body as it was sent, already verified */
export function decode(bytes: Buffer): Decoded {
  if (isNestedDeeper(bytes, MAX_DEPTH)) {
    return { ok: false, reason: `the body is nested deeper than ${MAX_DEPTH} levels` };
  }
  const text = bytes.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'the body is not JSON; CircleCI sends a JSON object' };
  }
  // Nearly no body has an escape of this kind, and whether it has one is known in a tenth of a microsecond.
  // A number beyond a double becomes null, which is how JSON writes it.
  const doubtful = (bytes.includes('\\u') && mayBeUnstorable(text)) || hasHugeNumber(json);
  return { ok: true, json, storable: doubtful ? JSON.stringify(storableJson(json)) : text };
}

/** Whether a number is beyond a double, such as `1e999`, which would be read back as infinite. */
function hasHugeNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasHugeNumber);
}
