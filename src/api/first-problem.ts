import type { z } from 'zod';

/**
 * For `parse` and `safeParse`: stop at the first problem. A long list of wrong items would otherwise cost seconds and
 * gigabytes of descriptions. zod offers this publicly only for `validate`, which gives no value and no reason;
 * test/unit/api/wrong-shapes.test.ts fails should it stop working.
 */
export const FIRST_PROBLEM: z.core.ParseContextInternal<z.core.$ZodIssue> = { abortEarly: true };
