import {
  LONGEST_KEY,
  LONGEST_VALUE,
  MOST_PARAMETERS,
  type ParameterValue,
  type ParameterValues,
} from '../domain/parameter.ts';
import { straightened } from '../domain/quotes.ts';
import type { Mistake } from './help-mistake.ts';

/** Pipeline parameters as people write them, in a command's words or on the lines of the run form. */

export type Parameters = ParameterValues;

/**
 * @param quoted true when the person put the value in quotes: it stays text
 * @returns `true` and `false` as booleans, whole numbers that survive the round trip as numbers, the rest as text
 */
export function typedValue(text: string, quoted: boolean): ParameterValue {
  if (quoted) return text;
  if (text === 'true') return true;
  if (text === 'false') return false;
  const number = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(number) && String(number) === text ? number : text;
}

export interface Assignment {
  readonly key: string;
  readonly value: string;
  readonly quoted: boolean;
}

/** @returns the parameters, or the first thing that CircleCI would not take */
export function toParameters(
  assignments: readonly Assignment[],
): { readonly parameters: Parameters } | Mistake {
  if (assignments.length > MOST_PARAMETERS) return { mistake: 'too-many-parameters', max: MOST_PARAMETERS };
  const values = new Map<string, ParameterValue>();
  for (const { key, value, quoted } of assignments) {
    if (key === '') return { mistake: 'parameter-without-key', word: `=${value}` };
    if (key.length > LONGEST_KEY) return { mistake: 'parameter-key-too-long', word: key, max: LONGEST_KEY };
    if (value.length > LONGEST_VALUE) {
      return { mistake: 'parameter-value-too-long', word: key, max: LONGEST_VALUE };
    }
    const curly = curlyJson({ key, value, quoted });
    if (curly !== null) return curly;
    if (values.has(key)) return { mistake: 'parameter-repeated', word: key };
    values.set(key, typedValue(value, quoted));
  }
  // Wrapped, because a parameter may well be called `mistake`.
  return { parameters: Object.fromEntries(values) };
}

/** Sent as it is, JSON with curly quotes would be no JSON; made straight, it might not be what was meant. */
function curlyJson({ key, value, quoted }: Assignment): Mistake | null {
  const straight = straightened(value);
  if (quoted || !/^[[{]/.test(value) || isJson(value) || !isJson(straight)) return null;
  return { mistake: 'curly-json', word: key, nearest: [`${key}=${straight}`] };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
