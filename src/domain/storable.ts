/**
 * What a person typed, as a database takes it: PostgreSQL refuses null bytes and halves of surrogate pairs in a text, and
 * a command that holds one would end in an error instead of an answer.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{FFFD}');
}
