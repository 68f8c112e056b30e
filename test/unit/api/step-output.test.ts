import { describe, expect, it } from 'vitest';
import { keepEnd } from '../../../src/api/keep-end.ts';
import { errorOf, startClient, TOKEN } from './support/client.ts';
import { startServer } from './support/server.ts';

const input = { projectSlug: 'gh/acme/web', jobNumber: 42 };

const JOB_V3 = {
  data: {
    id: 'j-1',
    attributes: {
      name: 'test',
      type: 'build',
      phase: 'ended',
      outcome: 'failed',
      parallel_executions: [
        {
          steps: [
            {
              name: 'Checkout',
              num: 100,
              type: 'checkout',
              phase: 'ended',
              outcome: 'succeeded',
              exit_code: 0,
            },
            { name: 'Run tests', num: 101, type: 'run', phase: 'ended', outcome: 'failed', exit_code: 1 },
          ],
        },
        { steps: [{ name: 'Run tests', num: 101, phase: 'ended', outcome: 'timedout', exit_code: null }] },
      ],
    },
    references: { workflow: { id: 'w-1' } },
  },
};

describe('on Cloud, with the job’s id', () => {
  it('comes from API v3: the failed steps of every parallel run, or all of them', async () => {
    const server = await startServer(({ target }, response) => {
      if (!target.includes('stdout')) return { body: JOB_V3 };
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(`log of ${new URL(target, 'http://x').search}`);
      return null;
    });
    const circleci = startClient(server.url);
    const failed = await circleci.jobs.stepOutput({ ...input, jobId: 'j-1' });
    expect(failed).toEqual({
      source: 'v3',
      total: 2,
      steps: [
        {
          name: 'Run tests',
          execution: 0,
          step: 101,
          status: 'failed',
          exitCode: 1,
          text: 'log of ?filter%5Bexecution%5D=0&filter%5Bstep_num%5D=101',
          truncated: false,
        },
        expect.objectContaining({ execution: 1, status: 'timedout', exitCode: null }),
      ],
    });
    const all = await circleci.jobs.stepOutput({ ...input, jobId: 'j-1', only: 'all', maxSteps: 1 });
    expect(all.total).toBe(3);
    expect(all.steps.map(({ name }) => name)).toEqual(['Checkout']);
    expect(server.seen[0]?.target).toBe('/api/v3/jobs/j-1');
  });

  it.each(['stderr', 'condensed'] as const)('gives %s when asked', async (stream) => {
    const server = await startServer(({ target }) =>
      target.includes('std') ? { headers: { 'content-type': 'text/plain' }, body: 'E!' } : { body: JOB_V3 },
    );
    const { steps } = await startClient(server.url).jobs.stepOutput({ ...input, jobId: 'j-1', stream });
    expect(steps[0]?.text).toBe('E!');
    const place = stream === 'stderr' ? '/api/v3/jobs/j-1/stderr?' : '/api/v3/jobs/j-1/stdout/condensed?';
    expect(server.seen[1]?.target.startsWith(place)).toBe(true);
  });

  it('tells of the other steps when one has no output', async () => {
    const server = await startServer(({ target }) => {
      if (!target.includes('stdout')) return { body: JOB_V3 };
      return target.includes('execution%5D=0') ? { status: 404, body: {} } : { body: 'fine' };
    });
    const { steps } = await startClient(server.url).jobs.stepOutput({ ...input, jobId: 'j-1' });
    expect(steps.map(({ text }) => text)).toEqual([null, 'fine']);
  });

  it('falls back to v1.1 when v3 does not have the job', async () => {
    const server = await startServer(({ target }) =>
      target.includes('/v3/') ? { status: 404, body: {} } : { body: { steps: [] } },
    );
    const output = await startClient(server.url).jobs.stepOutput({ ...input, jobId: 'j-1' });
    expect(output).toEqual({ source: 'v1.1', steps: [], total: 0 });
  });

  it('does not hide a wrong token behind a fallback', async () => {
    const server = await startServer(() => ({ status: 401, body: {} }));
    const error = await errorOf(startClient(server.url).jobs.stepOutput({ ...input, jobId: 'j-1' }));
    expect(error.code).toBe('unauthorized');
    expect(server.seen).toHaveLength(1);
  });
});

describe('on Server, or without the job’s id', () => {
  const action = (more: object) => ({
    index: 0,
    step: 101,
    name: 'Run tests',
    status: 'failed',
    failed: true,
    exit_code: 1,
    has_output: true,
    truncated: false,
    ...more,
  });

  it('comes from v1.1, whose output is fetched without the token', async () => {
    const server = await startServer(({ target }) => {
      if (target.startsWith('/storage')) {
        const lines = [
          { type: 'out', time: '2026-01-01T00:00:00Z', message: 'one\n' },
          { type: 'err', time: '2026-01-01T00:00:01Z', message: 'two\n' },
        ];
        return { headers: { 'content-type': 'application/octet-stream' }, body: JSON.stringify(lines) };
      }
      const output_url = `${server.url}/storage/a?sig=1`;
      const steps = [
        { name: 'Checkout', actions: [action({ status: 'success', failed: null, exit_code: 0 })] },
        {
          name: 'Run tests',
          actions: [action({ output_url }), action({ index: 1, truncated: true, output_url })],
        },
      ];
      return { body: { build_num: 42, status: 'failed', steps } };
    });
    const circleci = startClient(server.url, { server: true });
    const output = await circleci.jobs.stepOutput({ ...input, jobId: 'j-1' });
    const step = { name: 'Run tests', step: 101, status: 'failed', exitCode: 1, text: 'one\ntwo\n' };
    expect(output).toEqual({
      source: 'v1.1',
      total: 2,
      steps: [
        { ...step, execution: 0, truncated: false },
        { ...step, execution: 1, truncated: true },
      ],
    });
    expect(server.seen[0]?.target).toBe('/api/v1.1/project/github/acme/web/42');
    expect(server.seen[1]?.target).toBe('/storage/a?sig=1');
    expect(JSON.stringify(server.seen[1])).not.toContain(TOKEN);
  });

  it.each([
    ['is gone', { status: 403, body: '<Error/>' }],
    ['is not what it should be', { body: '{"message":"x"}' }],
    ['is cut off', { body: '[{"mess' }],
  ])('says null for output that %s', async (_, answer) => {
    const server = await startServer(({ target }) =>
      target.startsWith('/storage')
        ? answer
        : { body: { steps: [{ name: 'x', actions: [action({ output_url: `${server.url}/storage` })] }] } },
    );
    const { steps } = await startClient(server.url).jobs.stepOutput(input);
    expect(steps).toMatchObject([{ text: null, truncated: false }]);
  });

  it('does not go where only a forged answer would send it', async () => {
    const nearby = await startServer(() => ({ body: '[]' }));
    const server = await startServer(() => ({
      body: { steps: [{ name: 'x', actions: [action({ output_url: `${nearby.url}/internal` })] }] },
    }));
    const { steps } = await startClient(server.url).jobs.stepOutput(input);
    expect(steps).toMatchObject([{ text: null }]);
    expect(nearby.seen).toEqual([]);
  });

  it('refuses a slug that is none', async () => {
    const server = await startServer(() => ({ body: {} }));
    const call = startClient(server.url).jobs.stepOutput({ projectSlug: 'web', jobNumber: 1 });
    expect((await errorOf(call)).code).toBe('invalid_request');
    expect(server.seen).toEqual([]);
  });
});

describe('keepEnd', () => {
  it('keeps the end, from the beginning of a line where one is near', () => {
    expect(keepEnd('short', 10)).toEqual({ text: 'short', truncated: false });
    expect(keepEnd('one\ntwo\nthree\nfour', 12)).toEqual({ text: 'three\nfour', truncated: true });
    expect(keepEnd('x'.repeat(30), 10)).toEqual({ text: 'x'.repeat(10), truncated: true });
    expect(keepEnd(null, 10)).toEqual({ text: null, truncated: false });
    expect(keepEnd('ab😀', 1).text).toBe('\ufffd');
  });
});
