/**
 * Text as a database takes it: PostgreSQL refuses null bytes and halves of surrogate pairs, so both become U+FFFD. For
 * whatever comes from outside (people, Slack, CircleCI), where it is read.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}

/** The same JSON value with every text and every name of a member {@link storable}. */
export function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storable(key), storableJson(inner)]),
  );
}

/** Escapes of NUL, and of halves of surrogate pairs (whole pairs are rare). */
const DOUBTFUL_ESCAPE = /\\u0000|\\ud[89a-f]/i;

/**
 * @param json JSON text that was decoded from UTF-8, so that only escapes can stand for what cannot be stored
 * @returns false when the value it stands for is storable as it is
 */
export function mayBeUnstorable(json: string): boolean {
  return DOUBTFUL_ESCAPE.test(json);
}
