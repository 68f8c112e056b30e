import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FIRST_PROBLEM } from '../../../src/api/first-problem.ts';
import { allRows } from '../../../src/api/registry.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { errorOf, startClient } from './support/client.ts';
import { startServer } from './support/server.ts';

/** The part of JSON Schema that zod writes for answers. */
interface Shape {
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
}

const MANY = 5_000;
/** No JSON value: wrong for everything that is checked at all. */
const WRONG = Symbol('wrong');

/** Values of the shape in which one list or map, wherever it is, has many wrong entries. */
function floods(shape: Shape): unknown[] {
  const { anyOf = [], items, properties = {}, additionalProperties: named } = shape;
  const ofList = items === undefined ? [] : floods(items).map((one) => [one]);
  const isMap = typeof named === 'object';
  const ofMap = isMap ? floods(named).map((one) => ({ name: one })) : [];
  return [
    ...anyOf.flatMap(floods),
    ...(items === undefined ? [] : [Array.from({ length: MANY }, () => WRONG)]),
    ...ofList,
    ...(isMap ? [Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`n${index}`, WRONG]))] : []),
    ...ofMap,
    ...Object.entries(properties).flatMap(([key, value]) => floods(value).map((one) => ({ [key]: one }))),
  ];
}

describe('an answer of the wrong shape', () => {
  const cases = allRows().flatMap(({ id, row }) => {
    const shape = z.toJSONSchema(row.response, { io: 'input', unrepresentable: 'any' }) as Shape;
    return floods(shape).map((value, index) => ({ id, index, row, value }));
  });

  it('has lists or maps in most rows', () => {
    expect(cases.length).toBeGreaterThan(100);
  });

  it.each(cases)('has a handful of problems however many entries are wrong: $id, list $index', (one) => {
    const result = one.row.response.safeParse(one.value, FIRST_PROBLEM);
    expect(result.error?.issues.length ?? 0).toBeLessThan(50);
  });

  it.each([
    ['1.1 MB of items without anything', 98_000, '{"id":"x"}'],
    ['right items, too many', 30_000, '{"id":"x","name":"y","created_at":"z"}'],
    ['4 MB of nothing', 1_300_000, '{}'],
  ])('is refused at once and costs little memory: %s', async (_, count, item) => {
    const body = `{"items":[${Array.from({ length: count }, () => item).join(',')}]}`;
    const server = await startServer(() => ({ body }));
    const circleci = startClient(server.url);
    const call = { query: { 'owner-slug': 'gh/acme' } };
    await errorOf(circleci.contexts.list(call));
    const before = process.memoryUsage().heapUsed;
    const cpu = process.cpuUsage();
    const error = await errorOf(circleci.contexts.list(call));
    const { user, system } = process.cpuUsage(cpu);
    expect(error.code).toBe('unexpected_response');
    expect(error.message.length).toBeLessThan(1_500);
    expect((user + system) / 1000).toBeLessThan(1_500);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
  });

  it('that is longer than its endpoint ever answers is not even read', async () => {
    const server = await startServer(() => ({ body: { items: ['x'.repeat(5 * 1024 * 1024)] } }));
    const error = await errorOf(
      startClient(server.url).contexts.list({ query: { 'owner-slug': 'gh/acme' } }),
    );
    expect(error.message).toContain('longer than 4194304 bytes');
  });

  it('that is nested too deeply is refused', async () => {
    const deep = `{"items":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)},"x":"\\u0000"}`;
    const server = await startServer(() => ({ body: deep }));
    const error = await errorOf(
      startClient(server.url).contexts.list({ query: { 'owner-slug': 'gh/acme' } }),
    );
    expect(error).toMatchObject({ code: 'unexpected_response', message: expect.stringContaining('nested') });
  });

  it('is found in the time that a right one of the same length takes', () => {
    const [row] = allRows().filter(({ id }) => id === 'contexts.list');
    const right = { id: 'x', name: 'y', created_at: 'z' };
    const all = (item: object) => ({ items: Array.from({ length: 10_000 }, () => item) });
    const time = (value: unknown) => cpuMs(() => row?.row.response.safeParse(value, FIRST_PROBLEM));
    time(all(right));
    expect(time(all({ id: 'x' }))).toBeLessThan(time(all(right)) + 50);
  });
});

describe('text that a database cannot hold', () => {
  it('comes out as U+FFFD, in names too, and pairs of surrogates stay', async () => {
    const body = '{"id":"a\\u0000b","login":"\\ud83d","name":"\\ud83d\\ude80","avatar_url":null}';
    const server = await startServer(() => ({ body }));
    const me = await startClient(server.url).users.me();
    expect(me).toMatchObject({ id: 'a\uFFFDb', login: '\uFFFD', name: '🚀' });
  });

  it('comes out as U+FFFD where names are free', async () => {
    const server = await startServer(() => ({ body: '{"a\\u0000":{"\\udc00":["\\ud800x"]}}' }));
    const values = await startClient(server.url).pipelines.getValues({ path: { 'pipeline-id': 'p' } });
    expect(values).toEqual({ 'a\uFFFD': { '\uFFFD': ['\uFFFDx'] } });
  });

  it('is not in the words of an error either', async () => {
    const server = await startServer(() => ({ status: 400, body: '{"message":"no\\u0000 \\ud800"}' }));
    expect((await errorOf(startClient(server.url).users.me())).circleciMessage).toBe('no\uFFFD \uFFFD');
  });

  it('is not in the output of a step either', async () => {
    const server = await startServer(() => ({ headers: { 'content-type': 'text/plain' }, body: 'a\0b' }));
    const query = { 'filter[execution]': 0, 'filter[step_num]': 1 };
    const text = await startClient(server.url).jobLogs.stdout({ path: { id: 'j' }, query });
    expect(text).toBe('a\uFFFDb');
  });
});
