import type { Locale } from '../domain/locale.ts';
import { readQuote } from '../domain/quotes.ts';
import { messages } from '../i18n/index.ts';
import { isMistake, type Mistake, plainAdvice, plainStatement } from './help-mistake.ts';
import { type Assignment, type Parameters, toParameters } from './run-modal-values.ts';

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
    const wrong = isMistake(assignment) ? assignment : toParameters([assignment]);
    if (isMistake(wrong)) return { problem: modal.parameterLine(index + 1, plainAdvice(wrong, locale)) };
    if (isMistake(assignment)) continue;
    assignments.push(assignment);
  }
  const read = toParameters(assignments);
  return isMistake(read) ? { problem: plainStatement(read, locale) } : read;
}

/** Quotes count around a whole value, as in a command; a value goes to the end of its line. */
function readLine(line: string): Assignment | Mistake | null {
  const at = line.search(/[=＝]/u);
  if (at < 0) return null;
  const key = line.slice(0, at).trim();
  const text = line.slice(at + 1).trim();
  if (/\s/u.test(key)) return null;
  const signs = Array.from(text);
  const read = readQuote(signs, 0, (next) => next === undefined);
  if (read === null) return { key, value: text, quoted: false };
  if (typeof read !== 'string') {
    return { key, value: read.inside.map((place) => signs[place]).join(''), quoted: true };
  }
  return { mistake: read === 'unclosed' ? 'unclosed-quote' : 'quote-within', word: text };
}
