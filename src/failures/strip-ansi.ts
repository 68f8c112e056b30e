/**
 * Escape sequences of terminals. Each alternative is made of character classes that do not overlap, so that no text
 * makes it slow. Source: ECMA-48, sections 5.4 (control sequences) and 5.6 (control strings).
 */
const SEQUENCES = new RegExp(
  [
    // Control strings with their content: titles, and the address of a link (not its text).
    String.raw`(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)`,
    // Colours, cursor movements.
    String.raw`(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]`,
    // Everything else that begins with an escape; one that is cut off loses at least its beginning.
    String.raw`\u001b[ -/]*[0-~]?`,
  ].join('|'),
  'g',
);

/**
 * @param text what a job printed
 * @returns it as a terminal would show it in the end: without escape sequences, and of a line that overwrote itself
 *   (progress bars) only what stood there last. Lines end in `\n`.
 */
export function stripAnsi(text: string): string {
  return text.replace(SEQUENCES, '').split('\n').map(lastOverwrite).join('\n');
}

function lastOverwrite(line: string): string {
  if (!line.includes('\r')) return line;
  return line.split('\r').findLast((part) => part.trim() !== '') ?? '';
}
