import { type Json, text } from '../json.ts';
import { SlackError } from './slack-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
  /** '' on the last page, as Slack writes it. */
  readonly nextCursor: string;
}

/**
 * One page of `all`.
 * @param args `limit` (100 unless given, 999 at most) and `cursor`
 * @param keyOf what a cursor points at; the page begins with the item of that key
 * @throws SlackError `invalid_limit`, `invalid_cursor`
 */
export function pageOf<T>(all: readonly T[], args: Json, keyOf: (item: T) => string): Page<T> {
  const limit = args.limit === undefined ? 100 : Number(args.limit);
  if (limit < 1 || limit > 999) throw new SlackError('invalid_limit');
  const start = args.cursor === undefined || args.cursor === '' ? 0 : indexOf(all, text(args.cursor), keyOf);
  const items = all.slice(start, start + limit);
  const next = all[start + limit];
  return { items, hasMore: next !== undefined, nextCursor: next === undefined ? '' : encode(keyOf(next)) };
}

function indexOf<T>(all: readonly T[], cursor: string, keyOf: (item: T) => string): number {
  const index = all.findIndex((item) => encode(keyOf(item)) === cursor);
  if (index < 0) throw new SlackError('invalid_cursor');
  return index;
}

function encode(key: string): string {
  return Buffer.from(`next:${key}`).toString('base64');
}
