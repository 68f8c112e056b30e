import { nearest } from '../domain/nearest.ts';
import {
  type Declared,
  type DeclaredParameter,
  LONGEST_VALUE,
  type ParameterProblem,
  type ParameterValue,
  type ParameterValues,
} from '../domain/parameter.ts';

export interface Fitted {
  /** The values, each in the type that the configuration declares. */
  readonly parameters: ParameterValues;
  readonly problems: readonly ParameterProblem[];
}

/**
 * Makes values fit what is declared: `42` for a string is text, `"true"` for a boolean a boolean.
 *
 * @param declared null when nothing is known: then everything fits. Where it is not exact, names that are not
 *   declared and values that are missing are left to CircleCI.
 */
export function fitParameters(declared: Declared | null, given: ParameterValues): Fitted {
  if (declared === null) return { parameters: given, problems: [] };
  const { parameters: known, exact } = declared;
  const byName = new Map(known.map((parameter) => [parameter.name, parameter]));
  const fitted = new Map<string, ParameterValue>();
  const problems: ParameterProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const parameter = byName.get(name);
    if (parameter === undefined) {
      if (exact) problems.push({ name, kind: 'unknown', choices: nearby(name, known) });
      fitted.set(name, value);
      continue;
    }
    const fit = fitValue(parameter, value);
    if ('problem' in fit) problems.push({ name, kind: fit.problem, choices: choicesOf(parameter) });
    else fitted.set(name, fit.value);
  }
  for (const { name, fallback } of exact ? known : []) {
    if (fallback === null && !Object.hasOwn(given, name))
      problems.push({ name, kind: 'missing', choices: [] });
  }
  return { parameters: Object.fromEntries(fitted), problems };
}

type Fit = { readonly value: ParameterValue } | { readonly problem: ParameterProblem['kind'] };

/** @returns the value in the parameter's type, or why it has none */
export function fitValue({ type, options }: DeclaredParameter, value: ParameterValue): Fit {
  const text = String(value);
  if (text.length > LONGEST_VALUE) return { problem: 'too-long' };
  switch (type) {
    case 'string':
      return { value: text };
    case 'enum':
      return options.includes(text) ? { value: text } : { problem: 'not-in-enum' };
    case 'boolean': {
      const word = text.trim().toLowerCase();
      return word === 'true' || word === 'false' ? { value: word === 'true' } : { problem: 'not-boolean' };
    }
    case 'integer': {
      const number = Number(text);
      const isWhole = /^\s*-?\d+\s*$/.test(text) && Number.isSafeInteger(number);
      return isWhole ? { value: number } : { problem: 'not-integer' };
    }
    case 'other':
      return { value };
  }
}

function choicesOf({ type, options }: DeclaredParameter): readonly string[] {
  return type === 'enum' ? options : [];
}

function nearby(name: string, known: readonly DeclaredParameter[]): readonly string[] {
  const names = known.map((parameter) => parameter.name);
  const near = nearest(name, names);
  return near.length > 0 ? near : names;
}
