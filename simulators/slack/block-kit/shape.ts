import { isJson, type Json } from '../json.ts';
import type { Report } from './report.ts';

/** Looks at a value found at a JSON pointer and reports what Slack would refuse about it. */
export type Check = (value: unknown, at: string, report: Report) => void;

interface Field {
  readonly check: Check;
  readonly required: boolean;
}
export type Fields = Readonly<Record<string, Field>>;

export const required = (check: Check): Field => ({ check, required: true });
export const optional = (check: Check): Field => ({ check, required: false });

/** An object with exactly these fields; `also` looks at fields together. */
export function object(fields: Fields, also?: (value: Json, at: string, report: Report) => void): Check {
  return (value, at, report) => {
    if (!isJson(value)) return report.add(at, 'wrong_type', 'must provide an object');
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(fields, name)) {
        report.add(at, 'additional_property', `invalid additional property: ${name}`);
      }
    }
    for (const [name, field] of Object.entries(fields)) {
      const inner = value[name];
      if (inner !== undefined) field.check(inner, `${at}/${name}`, report);
      else if (field.required) report.add(at, 'missing_field', `missing required field: ${name}`);
    }
    also?.(value, at, report);
  };
}

/** An object whose `type` says which of the checks is for it. */
export function byType(kinds: Readonly<Record<string, Check>>): Check {
  return (value, at, report) => {
    if (!isJson(value)) return report.add(at, 'wrong_type', 'must provide an object');
    if (typeof value.type !== 'string')
      return report.add(at, 'missing_field', 'missing required field: type');
    const check = Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined;
    if (check === undefined) return report.add(at, 'unsupported_type', `unsupported type: ${value.type}`);
    check(value, at, report);
  };
}

/** A list whose items all pass `check`. */
export function list(check: Check, { min = 0, max = Number.POSITIVE_INFINITY } = {}): Check {
  return (value, at, report) => {
    if (!Array.isArray(value)) return report.add(at, 'wrong_type', 'must provide an array');
    if (value.length > max) report.add(at, 'too_many_items', `no more than ${max} items allowed`);
    if (value.length < min) report.add(at, 'too_few_items', `no less than ${min} items allowed`);
    value.forEach((item, index) => {
      check(item, `${at}/${index}`, report);
    });
  };
}
