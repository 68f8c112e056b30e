import type { Check } from './shape.ts';

/** A string of `min` to `max` characters, counted as JavaScript counts them. */
export function string({ min = 1, max = Number.POSITIVE_INFINITY } = {}): Check {
  return (value, at, report) => {
    if (typeof value !== 'string') return report.add(at, 'wrong_type', 'must provide a string');
    if (value.length > max) report.add(at, 'too_long', `must be less than ${max + 1} characters`);
    if (value.length < min) report.add(at, 'too_short', `must be more than ${min - 1} characters`);
  };
}

/** One of these strings. */
export function word(...words: readonly string[]): Check {
  return (value, at, report) => {
    if (typeof value === 'string' && words.includes(value)) return;
    report.add(at, 'not_allowed', `must be a valid enum value: ${words.join(', ')}`);
  };
}

export const boolean: Check = (value, at, report) => {
  if (typeof value !== 'boolean') report.add(at, 'wrong_type', 'must provide a boolean');
};

/** A whole number from `min` to `max`. */
export function integer({ min = 0, max = Number.MAX_SAFE_INTEGER } = {}): Check {
  return (value, at, report) => {
    if (!Number.isInteger(value)) return report.add(at, 'wrong_type', 'must provide a whole number');
    if (Number(value) < min || Number(value) > max) {
      report.add(at, 'out_of_range', `must be from ${min} to ${max}`);
    }
  };
}

/** An absolute http(s) URL of at most 3000 characters. */
export const url: Check = (value, at, report) => {
  string({ max: 3000 })(value, at, report);
  if (typeof value === 'string' && (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))) {
    report.add(at, 'invalid_url', 'must be a valid URL');
  }
};

/** A calendar day that exists, `2026-02-28`. */
export const date: Check = (value, at, report) => {
  const day =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) {
    report.add(at, 'invalid_date', 'must be a valid date in the format YYYY-MM-DD');
  }
};

/** block_id, action_id, callback_id, external_id. */
export const identifier = string({ max: 255 });
