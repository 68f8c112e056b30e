import { z } from 'zod';

/** @returns a schema for a whole number from `least` to `most`, written in digits; `of` says of what, such as ` of days` */
export function wholeNumber(least: number, most: number, of = '') {
  const longest = String(most).length;
  const isWithin = (text: string) =>
    /^\d+$/.test(text) && text.length <= longest && Number(text) >= least && Number(text) <= most;
  return z
    .string()
    .refine(isWithin, `must be a whole number${of} from ${least} to ${most}`)
    .transform(Number);
}
