import type { CallOptions } from './context.ts';
import { CircleCIError } from './errors.ts';

/** A response that comes in pages. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_page_token?: string | null | undefined;
}

export interface PaginateOptions extends CallOptions {
  /** The most items wanted; a must, so that nobody reads a year of pipelines by accident. */
  readonly limit: number;
}

/** What the iterator returns when it ends (its `value` with `done: true`), and `collect` with the items. */
export interface PageEnd {
  /** `limit`: there may be more. */
  readonly stoppedAt: 'end' | 'limit';
  readonly count: number;
}

/** A filter may leave a page without items; more than this in a row is a list that does not end. */
const MOST_EMPTY_PAGES = 10;

/** CircleCI ends with null, with an empty token, or without one. */
const isLast = (token: string | null | undefined): boolean =>
  token === undefined || token === null || token === '';

/**
 * Items of all pages, read as they are wanted.
 *
 * @param call an endpoint with a `page-token` in its query, such as `circleci.pipelines.listForProject`
 * @throws CircleCIError `unexpected_response` when CircleCI gives the same page token twice, or page after page without
 *   items, which some routes have done and which would never end; RangeError for a limit that is no positive whole number
 */
export async function* paginate<I extends { readonly query?: object | undefined }, T>(
  call: (input: I, options?: CallOptions) => Promise<Page<T>>,
  input: I,
  options: PaginateOptions,
): AsyncGenerator<T, PageEnd, undefined> {
  const { limit, ...callOptions } = options;
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new RangeError('paginate: limit must be a whole number from 1');
  const seen = new Set<string>();
  let count = 0;
  let emptyPages = 0;
  let token: string | undefined;
  for (;;) {
    const query = token === undefined ? input.query : { ...input.query, 'page-token': token };
    const page = await call({ ...input, query }, callOptions);
    emptyPages = page.items.length === 0 ? emptyPages + 1 : 0;
    if (emptyPages > MOST_EMPTY_PAGES) throw endless(`${emptyPages} pages without items one after the other`);
    for (const [index, item] of page.items.entries()) {
      yield item;
      count += 1;
      if (count < limit) continue;
      const isMore = index + 1 < page.items.length || !isLast(page.next_page_token);
      return { stoppedAt: isMore ? 'limit' : 'end', count };
    }
    const next = page.next_page_token;
    if (next === undefined || next === null || next === '') return { stoppedAt: 'end', count };
    if (seen.has(next)) throw endless(`the same page token twice, after ${count} items`);
    seen.add(next);
    token = next;
  }
}

/**
 * Reads pages into an array.
 *
 * @returns the items and whether the limit cut them off
 */
export async function collect<T>(
  pages: AsyncGenerator<T, PageEnd, undefined>,
): Promise<{ items: T[]; stoppedAt: PageEnd['stoppedAt'] }> {
  const items: T[] = [];
  for (;;) {
    const next = await pages.next();
    if (next.done === true) return { items, stoppedAt: next.value.stoppedAt };
    items.push(next.value);
  }
}

function endless(what: string): CircleCIError {
  return new CircleCIError({
    code: 'unexpected_response',
    endpoint: 'paginate',
    problem: `CircleCI gave ${what}`,
    secrets: [],
  });
}
