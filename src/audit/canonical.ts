import { storable } from '../domain/storable.ts';

/** What an entry is made of. Numbers are whole: how a fraction is written is where JSON writers differ. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical };

/**
 * The one way in which a value is written: members sorted by the UTF-16 units of their names, no space, the escapes
 * of `JSON.stringify`. That is what RFC 8785 asks of values without fractions. PostgreSQL cannot keep a null byte or
 * half a surrogate pair as JSON, so both become U+FFFD.
 *
 * @throws RangeError on a number that is not whole
 */
export function canonicalJson(value: Canonical): string {
  if (typeof value === 'string') return JSON.stringify(storable(value));
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`an audit entry holds whole numbers only, not ${value}`);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value)
    .map(([key, member]) => [storable(key), member] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

function isList(value: object): value is readonly Canonical[] {
  return Array.isArray(value);
}
