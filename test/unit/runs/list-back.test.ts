import { describe, expect, it } from 'vitest';
import { listBackTo } from '../../../src/runs/list-back.ts';
import { errorOf, startClient } from '../api/support/client.ts';
import { startServer } from '../api/support/server.ts';

const NOW = Date.UTC(2026, 0, 1);
const pipeline = (number: number) => ({
  id: `p-${number}`,
  number,
  project_slug: 'gh/acme/web',
  state: 'created',
  created_at: new Date(NOW - number * 60_000).toISOString(),
});

/** A project whose list has a page token on every page, and `size` pipelines on each. */
async function listOf(size: number) {
  const server = await startServer((_, __, count) => ({
    body: {
      items: Array.from({ length: size }, (___, index) => pipeline((count - 1) * size + index)),
      next_page_token: `t${count}`,
    },
  }));
  return { circleci: startClient(server.url), server };
}

describe('a project’s pipelines, read back to a moment', () => {
  it('are those of the pages up to it, the last page whole', async () => {
    const { circleci, server } = await listOf(20);
    const { pipelines, complete } = await listBackTo({ circleci }, 'gh/acme/web', NOW - 25 * 60_000);
    expect([pipelines.length, complete, server.seen.length]).toEqual([40, true, 2]);
  });

  it('are no more than 500, and it says that there are more', async () => {
    const { circleci } = await listOf(20);
    const { pipelines, complete } = await listBackTo({ circleci }, 'gh/acme/web', 0);
    expect([pipelines.length, complete]).toEqual([500, false]);
  });

  it.each([
    ['without pipelines', 0, 11],
    ['of one pipeline each', 1, 60],
  ])('are not read for ever when CircleCI gives page after page %s', async (_, size, calls) => {
    const { circleci, server } = await listOf(size);
    const error = await errorOf(listBackTo({ circleci }, 'gh/acme/web', 0));
    expect(error.code).toBe('unexpected_response');
    expect(server.seen).toHaveLength(calls);
  });
});
