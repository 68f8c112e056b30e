import {
  LONGEST_KEY,
  LONGEST_VALUE,
  MOST_PARAMETERS,
  type ParameterValue,
  type ParameterValues,
} from '../domain/parameter.ts';
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
    if (values.has(key)) return { mistake: 'parameter-repeated', word: key };
    values.set(key, typedValue(value, quoted));
  }
  // Wrapped, because a parameter may well be called `mistake`.
  return { parameters: Object.fromEntries(values) };
}
