import { z } from 'zod';

/**
 * Building blocks of the rows. Responses are read leniently: what the description calls optional, and what was seen
 * to be null, comes out as null; unknown fields are dropped; words from a list CircleCI may extend stay strings;
 * times stay the strings CircleCI sends. What is sent is strict: a misspelt key is an error, not ignored.
 */

/** A string that may be null or absent; null either way. */
export const maybeText = z.string().nullable().default(null);
/** A number that may be null or absent; null either way. */
export const maybeNumber = z.number().nullable().default(null);
/** A number that CircleCI counts, exact up to 2^53; null when it is null or absent. */
export const maybeCount = z.number().int().nullable().default(null);
/** A boolean that may be null or absent; null either way. */
export const maybeBoolean = z.boolean().nullable().default(null);

/** An object that may be null or absent; null either way. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

/** The most items that one answer may list: CircleCI's pages have 20 to a few hundred, one job's tests some thousands. */
const MOST_ITEMS = 10_000;

/** A list whose length is checked before its items are. */
export const items = <T extends z.ZodType>(item: T) => z.array(item).max(MOST_ITEMS);

/** A list that may be null or absent; empty either way. */
export const list = <T extends z.ZodType>(item: T) =>
  items(item)
    .nullish()
    .transform((items) => items ?? []);

/** zod checks every key of a record, wrong ones too, so that it must not get many. */
const MOST_KEYS = 1_000;

/** Values by name, where each value is checked. */
export const valuesByName = <T extends z.ZodType>(value: T) =>
  z
    .record(z.string(), z.unknown())
    .refine((record) => Object.keys(record).length <= MOST_KEYS, {
      message: `must not have more than ${MOST_KEYS} keys`,
      abort: true,
    })
    .pipe(z.record(z.string(), value));

/** One page of a list; `paginate` goes on with `next_page_token`, which is absent where a list never has a second page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: list(item), next_page_token: maybeText });

/** The answer to what only has to be taken note of. Some routes send no body; read as no message. */
export const Acknowledged = z
  .object({ message: maybeText })
  .optional()
  .transform((body) => body ?? { message: null });

/** What a list takes besides its filters. Rows whose description leaves it out but whose answer has a token take it too. */
export const pageToken = { 'page-token': z.string().min(1).optional() };
export const PageQuery = z.strictObject(pageToken);

/** A UUID of any version; CircleCI's own are 3, 4 and others. */
export const uuid = z.guid();

/** A time as CircleCI takes it: ISO 8601 with a zone. */
export const time = z.iso.datetime({ offset: true });

/** Values of pipeline parameters. */
export const ParameterValue = z.union([z.string(), z.number().int(), z.boolean()]);
export const Parameters = z.record(z.string(), ParameterValue);

export const Provider = z.enum(['github', 'gh', 'bitbucket', 'bb', 'circleci']);
