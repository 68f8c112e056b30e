import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_CONFIG, readParameters } from '../../../src/launch/read-parameters.ts';

const config = (parameters: string) => `version: 2.1\nparameters:\n${parameters}\njobs: {}\n`;

describe('readParameters', () => {
  it('reads every type with its default and description, in the order of the file', () => {
    const source = config(`
  image: { type: string, default: "latest", description: Which image }
  dry_run: { type: boolean, default: true }
  replicas: { type: integer, default: 3 }
  environment:
    type: enum
    enum: [staging, production, 7]
    default: staging
  steps_to_run: { type: steps, default: [] }
  needed: { type: string }`);
    expect(readParameters(source)).toEqual([
      parameter('image', 'string', { fallback: 'latest', description: 'Which image' }),
      parameter('dry_run', 'boolean', { fallback: true }),
      parameter('replicas', 'integer', { fallback: 3 }),
      parameter('environment', 'enum', { fallback: 'staging', options: ['staging', 'production', '7'] }),
      parameter('steps_to_run', 'other', { typeName: 'steps' }),
      parameter('needed', 'string', {}),
    ]);
  });

  it('follows anchors, aliases and merges', () => {
    const source = `base: &base { type: string, default: a }\nparameters:\n  one: *base\n  two: { <<: *base, default: b }\n`;
    expect(readParameters(source)).toEqual([
      parameter('one', 'string', { fallback: 'a' }),
      parameter('two', 'string', { fallback: 'b' }),
    ]);
  });

  it('knows of none where none are declared, and nothing where it cannot be read', () => {
    for (const none of ['version: 2.1\n', 'parameters:\n', 'parameters: {}\n']) {
      expect(readParameters(none)).toEqual([]);
    }
    for (const unreadable of [
      '',
      ' \n',
      '{{{',
      '- a\n- b\n',
      'parameters: [a]\n',
      'parameters: *nowhere\n',
    ]) {
      expect(readParameters(unreadable)).toBeNull();
    }
  });

  it('takes an enum without values for what it is: nothing to choose from', () => {
    expect(readParameters(config('  e: { type: enum }'))).toEqual([
      parameter('e', 'other', { typeName: 'enum' }),
    ]);
  });

  it('keeps hostile names as names', () => {
    const read = readParameters(
      'parameters:\n  __proto__: { type: integer }\n  constructor: {}\n  "a\\0b": {}\n',
    );
    expect(read?.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(read?.[0])).toBe(Object.prototype);
  });

  it('has what the database takes only: no null bytes, no half characters', () => {
    const [read] =
      readParameters(config('  a: { type: string, default: "x\\0y", description: "\\0" }')) ?? [];
    expect(read).toMatchObject({ fallback: 'xy', description: null });
  });

  it('ends soon with aliases of aliases, depth, and a hundred thousand keys', () => {
    const levels = Array.from(
      { length: 30 },
      (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n}, `.repeat(8)}*l${n}]`,
    );
    const hostile = [
      `l0: &l0 [x]\n${levels.join('\n')}\nparameters: { a: { type: string, enum: *l30 } }\n`,
      '['.repeat(LARGEST_CONFIG - 1),
      '{a: '.repeat(50_000),
      Array.from({ length: 60_000 }, (_, n) => `k${n}:`).join('\n'),
      'x'.repeat(LARGEST_CONFIG + 1),
      `parameters:\n${Array.from({ length: 30_000 }, (_, n) => `  k${n}: {}`).join('\n')}\n`,
    ];
    for (const source of hostile) {
      const read = readParameters(source);
      expect(read?.length ?? 0).toBeLessThanOrEqual(100);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        readParameters(text);
        for (const one of readParameters(`parameters:\n  ${text}`) ?? []) {
          expect(one.name).not.toMatch(/\p{Cc}/u);
          expect(JSON.stringify(one)).not.toContain('\\u0000');
        }
      }),
    );
  });
});

function parameter(name: string, type: string, more: object) {
  return { name, type, typeName: type, description: null, fallback: null, options: [], ...more };
}
