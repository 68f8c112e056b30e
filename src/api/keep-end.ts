/**
 * @param text the output of a step; null when it could not be read
 * @returns its last `most` characters, cut at the beginning of a line where one is near
 */
export function keepEnd(
  text: string | null,
  most: number,
): { readonly text: string | null; readonly truncated: boolean } {
  if (text === null || text.length <= most) return { text, truncated: false };
  const end = text.slice(-most);
  const line = end.indexOf('\n');
  const isNear = line !== -1 && line < most / 2;
  return { text: (isNear ? end.slice(line + 1) : end).toWellFormed(), truncated: true };
}
