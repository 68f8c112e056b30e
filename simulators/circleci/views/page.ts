import { Refusal } from '../http/reply.ts';

const PAGE_SIZE = 20;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_page_token: string | null;
}

/** A list that CircleCI answers in one page. */
export function onePage<T>(items: readonly T[]): Page<T> {
  return { items, next_page_token: null };
}

/**
 * A page of 20. The token names the last item shown, so that newer items do not shift the pages.
 * @throws Refusal 400 for a token this simulator did not make
 */
export function page<T extends { readonly id: string }>(items: readonly T[], token: string | null): Page<T> {
  const start = token === null || token === '' ? 0 : startAfter(items, token);
  const shown = items.slice(start, start + PAGE_SIZE);
  const last = shown.at(-1);
  const more = items.length > start + PAGE_SIZE;
  return { items: shown, next_page_token: more && last !== undefined ? encode(last.id) : null };
}

function startAfter(items: readonly { readonly id: string }[], token: string): number {
  const index = items.findIndex((item) => encode(item.id) === token);
  if (index < 0) throw new Refusal(400, 'Invalid page token.');
  return index + 1;
}

function encode(id: string): string {
  return Buffer.from(`after ${id}`).toString('base64url');
}
