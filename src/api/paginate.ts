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
/** CircleCI's pages have 20 items or more; pages with fewer than this on the whole are a list that does not end. */
const FEWEST_ITEMS_OF_PAGE = 10;

/** CircleCI ends with null, with an empty token, or without one. */
const isLast = (token: string | null | undefined): token is '' | null | undefined =>
  token === undefined || token === null || token === '';

/**
 * The pages of a list, read as they are wanted. Every list is read by this, so that none can go on for ever.
 *
 * @param call an endpoint with a `page-token` in its query, such as `circleci.pipelines.listForProject`
 * @param options `limit`: the most items that may be wanted, which bounds the number of calls; the caller stops there
 * @throws CircleCIError `unexpected_response` when CircleCI gives the same page token twice, page after page without
 *   items, or so few on each that the limit would take hundreds of calls; RangeError for a limit that is not a positive
 *   whole number
 */
export async function* pages<I extends { readonly query?: object | undefined }, P extends Page<unknown>>(
  call: (input: I, options?: CallOptions) => Promise<P>,
  input: I,
  options: PaginateOptions,
): AsyncGenerator<P, void, undefined> {
  const { limit, ...callOptions } = options;
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new RangeError('paginate: limit must be a whole number from 1');
  const mostCalls = MOST_EMPTY_PAGES + Math.ceil(limit / FEWEST_ITEMS_OF_PAGE);
  const seen = new Set<string>();
  let emptyPages = 0;
  let token: string | undefined;
  for (let calls = 1; ; calls += 1) {
    const query = token === undefined ? input.query : { ...input.query, 'page-token': token };
    const page = await call({ ...input, query }, callOptions);
    emptyPages = page.items.length === 0 ? emptyPages + 1 : 0;
    if (emptyPages > MOST_EMPTY_PAGES) throw endless(`${emptyPages} pages without items one after the other`);
    yield page;
    const next = page.next_page_token;
    if (isLast(next)) return;
    if (seen.has(next)) throw endless(`the same page token twice, after ${calls} pages`);
    if (calls >= mostCalls) throw endless(`${calls} pages with too few items, and still more`);
    seen.add(next);
    token = next;
  }
}

/**
 * Items of all pages, read as they are wanted.
 *
 * @throws as {@link pages}
 */
export async function* paginate<I extends { readonly query?: object | undefined }, T>(
  call: (input: I, options?: CallOptions) => Promise<Page<T>>,
  input: I,
  options: PaginateOptions,
): AsyncGenerator<T, PageEnd, undefined> {
  let count = 0;
  for await (const page of pages(call, input, options)) {
    for (const [index, item] of page.items.entries()) {
      yield item;
      count += 1;
      if (count < options.limit) continue;
      const isMore = index + 1 < page.items.length || !isLast(page.next_page_token);
      return { stoppedAt: isMore ? 'limit' : 'end', count };
    }
  }
  return { stoppedAt: 'end', count };
}

/**
 * Reads pages into an array.
 *
 * @returns the items and whether the limit cut them off
 */
export async function collect<T>(
  list: AsyncGenerator<T, PageEnd, undefined>,
): Promise<{ items: T[]; stoppedAt: PageEnd['stoppedAt'] }> {
  const items: T[] = [];
  for (;;) {
    const next = await list.next();
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
