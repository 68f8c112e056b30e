import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { isMistake, plainStatement } from './help-mistake.ts';
import { type Assignment, type Parameters, toParameters } from './run-modal-values.ts';

/** Quotes around a whole value, as keyboards, phones and Japanese input methods write them. */
const QUOTED = /^(?:["“”„＂](.*)["“”„＂]|['‘’](.*)['‘’]|「(.*)」|『(.*)』)$/su;

/**
 * @param text the form's field for parameters, `key=value` on each line; empty lines do not count
 * @returns the parameters, or what is wrong, in plain text for the field
 */
export function readParameterLines(
  text: string,
  locale: Locale,
): { readonly parameters: Parameters } | { readonly problem: string } {
  const { modal } = messages(locale).interactions;
  const assignments: Assignment[] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') continue;
    const assignment = readLine(line);
    if (assignment === null) return { problem: modal.parameterLine(index + 1, modal.lineWithoutSign) };
    const alone = toParameters([assignment]);
    if (isMistake(alone)) return { problem: modal.parameterLine(index + 1, plainStatement(alone, locale)) };
    assignments.push(assignment);
  }
  const read = toParameters(assignments);
  return isMistake(read) ? { problem: plainStatement(read, locale) } : read;
}

function readLine(line: string): Assignment | null {
  const at = line.search(/[=＝]/u);
  if (at < 0) return null;
  const key = line.slice(0, at).trim();
  const text = line.slice(at + 1).trim();
  if (/\s/u.test(key)) return null;
  const inside = QUOTED.exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
  return inside === undefined ? { key, value: text, quoted: false } : { key, value: inside, quoted: true };
}
