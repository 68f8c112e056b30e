/** `2024-12-18 17:23:29.361740256 +0000 UTC`, which is how Go prints a time; a monotonic reading may follow. */
const GO =
  /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,9}))? ([+-]\d\d):?(\d\d)(?: [A-Z]{1,5}| [+-]\d\d(?:\d\d)?)?(?: m=[+-][\d.]+)?$/;

/** RFC 3339, with any number of decimals and an optional space instead of the `T`. No zone means UTC. */
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d+))?\s*(?:([Zz])|([+-]\d\d):?(\d\d))?$/;

/**
 * @param text a time as any of CircleCI's providers writes it
 * @returns ISO 8601, UTC, milliseconds (what is finer is cut off); null for what is no such time
 */
export function normaliseTime(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  const go = GO.exec(trimmed);
  if (go !== null) return build(go[1], go[2], go[3], `${go[4]}:${go[5]}`);
  const iso = ISO.exec(trimmed);
  if (iso === null) return null;
  return build(iso[1], iso[2], iso[3], iso[5] === undefined ? 'Z' : `${iso[5]}:${iso[6]}`);
}

function build(day = '', time = '', fraction = '', zone = 'Z'): string | null {
  const date = new Date(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  if (Number.isNaN(date.getTime())) return null;
  const result = date.toISOString();
  // An offset can push the year out of four digits, which PostgreSQL reads differently.
  return result.length === 24 ? result : null;
}
