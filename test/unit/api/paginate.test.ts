import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, paginate } from '../../../src/api/index.ts';
import { startClient } from './support/client.ts';
import { startServer } from './support/server.ts';

interface Input {
  readonly query?: { readonly 'page-token'?: string; readonly branch?: string };
}

/** A list of pages served from memory, with what was asked for. */
function book(pages: readonly (readonly number[])[], end: string | null | undefined = null) {
  const asked: Input[] = [];
  const call = (input: Input) => {
    asked.push(input);
    const index = Number(input.query?.['page-token'] ?? 0);
    const next_page_token = index + 1 < pages.length ? String(index + 1) : end;
    return Promise.resolve({ items: pages[index] ?? [], next_page_token });
  };
  return { call, asked };
}

describe('paginate', () => {
  it('gives every item once and in order, up to the limit, and says whether there was more', async () => {
    const pages = fc.array(fc.array(fc.nat(), { maxLength: 5 }), { minLength: 1, maxLength: 8 });
    const end = fc.constantFrom(null, undefined, '');
    await fc.assert(
      fc.asyncProperty(pages, fc.integer({ min: 1, max: 50 }), end, async (all, limit, last) => {
        const { call, asked } = book(all, last);
        const items = all.flat();
        const result = await collect(paginate(call, {}, { limit }));
        expect(result.items).toEqual(items.slice(0, limit));
        if (items.length > limit) expect(result.stoppedAt).toBe('limit');
        if (items.length < limit) expect(result.stoppedAt).toBe('end');
        expect(asked.length).toBeLessThanOrEqual(all.length);
      }),
    );
  });

  it('asks for a page only when its items are wanted', async () => {
    const { call, asked } = book([[1, 2], [3, 4], [5]]);
    const iterator = paginate(call, { query: { branch: 'main' } }, { limit: 3 });
    await iterator.next();
    await iterator.next();
    expect(asked).toEqual([{ query: { branch: 'main' } }]);
    await iterator.next();
    expect(asked[1]).toEqual({ query: { branch: 'main', 'page-token': '1' } });
    expect(await iterator.next()).toEqual({ done: true, value: { stoppedAt: 'limit', count: 3 } });
    expect(asked).toHaveLength(2);
  });

  it.each([[['a', 'a']], [['a', 'b', 'a']]])('ends with an error when the tokens are %j', async (tokens) => {
    let page = 0;
    const call = (_: Input) => Promise.resolve({ items: [1], next_page_token: tokens[page++] ?? 'a' });
    await expect(collect(paginate(call, {}, { limit: 100 }))).rejects.toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('same page token twice'),
    });
  });

  it('ends with an error when pages without items never end', async () => {
    let page = 0;
    const call = (_: Input) => Promise.resolve({ items: [], next_page_token: String(page++) });
    await expect(collect(paginate(call, {}, { limit: 5 }))).rejects.toMatchObject({
      code: 'unexpected_response',
    });
    expect(page).toBeLessThan(20);
  });

  it('ends with an error when pages of one item never end', async () => {
    let page = 0;
    const call = (_: Input) => Promise.resolve({ items: [1], next_page_token: String(page++) });
    await expect(collect(paginate(call, {}, { limit: 2_000 }))).rejects.toMatchObject({
      code: 'unexpected_response',
      message: expect.stringContaining('too few items'),
    });
    expect(page).toBe(210);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('wants a real limit, not %d', async (limit) => {
    const { call } = book([[1]]);
    await expect(collect(paginate(call, {}, { limit }))).rejects.toBeInstanceOf(RangeError);
  });

  it('works with an endpoint, whose options it passes on', async () => {
    const workflow = (id: string) => ({
      id,
      name: 'build',
      pipeline_id: 'p-1',
      pipeline_number: 7,
      project_slug: 'gh/acme/web',
      status: 'running',
      created_at: '2026-01-01T00:00:00Z',
      stopped_at: null,
    });
    const server = await startServer(({ target }) => {
      const isSecond = target.endsWith('?page-token=two%2B2');
      return {
        body: { items: [workflow(isSecond ? 'w-2' : 'w-1')], next_page_token: isSecond ? '' : 'two+2' },
      };
    });
    const circleci = startClient(server.url);
    const ids: string[] = [];
    const options = { limit: 10, priority: 'background' } as const;
    const input = { path: { 'pipeline-id': 'p-1' } };
    for await (const { id } of circleci.paginate(circleci.pipelines.listWorkflows, input, options))
      ids.push(id);
    expect(ids).toEqual(['w-1', 'w-2']);
  });
});
