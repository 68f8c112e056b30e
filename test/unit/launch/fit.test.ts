import { describe, expect, it } from 'vitest';
import type { Declared, DeclaredParameter } from '../../../src/domain/parameter.ts';
import { fitParameters } from '../../../src/launch/fit.ts';

const of = (name: string, type: DeclaredParameter['type'], more: Partial<DeclaredParameter> = {}) => ({
  name,
  type,
  typeName: type,
  description: null,
  fallback: '',
  options: [],
  ...more,
});
const declared = (exact: boolean, ...parameters: DeclaredParameter[]): Declared => ({
  parameters,
  pipelineNumber: 7,
  readOn: 'main',
  exact,
});
const all = declared(
  true,
  of('text', 'string'),
  of('flag', 'boolean'),
  of('count', 'integer'),
  of('where', 'enum', { options: ['staging', '7'] }),
  of('later', 'other'),
);

describe('fitParameters', () => {
  it.each([
    ['a number for a string is text', { text: 42 }, { text: '42' }],
    ['and so is a boolean', { text: true }, { text: 'true' }],
    ['true in quotes for a boolean', { flag: ' True ' }, { flag: true }],
    ['digits in quotes for an integer', { count: '-3' }, { count: -3 }],
    ['a number that is in the list', { where: 7 }, { where: '7' }],
    ['what nobody knows the type of', { later: 1 }, { later: 1 }],
    ['an empty text', { text: '' }, { text: '' }],
  ])('%s', (_, given, parameters) => {
    expect(fitParameters(all, given)).toEqual({ parameters, problems: [] });
  });

  it.each([
    ['flag', 'maybe', 'not-boolean'],
    ['flag', 1, 'not-boolean'],
    ['count', '1.5', 'not-integer'],
    ['count', '1e3', 'not-integer'],
    ['count', '9007199254740993', 'not-integer'],
    ['count', '', 'not-integer'],
    ['where', 'Staging', 'not-in-enum'],
    ['text', 'x'.repeat(513), 'too-long'],
    ['txt', 'a', 'unknown'],
    ['__proto__', 'a', 'unknown'],
  ])('%s=%s is %s', (name, value, kind) => {
    const { problems } = fitParameters(all, Object.fromEntries([[name, value]]));
    expect(problems).toMatchObject([{ name, kind }]);
  });

  it('names what there is to choose from, and which name comes near', () => {
    expect(fitParameters(all, { where: 'x' }).problems[0]?.choices).toEqual(['staging', '7']);
    expect(fitParameters(all, { txt: 'x' }).problems[0]?.choices).toEqual(['text']);
    expect(fitParameters(all, { nothing_like_it: 'x' }).problems[0]?.choices).toHaveLength(5);
  });

  it('wants what has no default', () => {
    const needed = declared(true, of('needed', 'string', { fallback: null }));
    expect(fitParameters(needed, {}).problems).toEqual([{ name: 'needed', kind: 'missing', choices: [] }]);
    expect(fitParameters(needed, { needed: '' }).problems).toEqual([]);
  });

  it('leaves names to CircleCI where the configuration is another branch’s, but not types', () => {
    const nearby = declared(false, of('count', 'integer'), of('needed', 'string', { fallback: null }));
    expect(fitParameters(nearby, { fresh: 1 })).toEqual({ parameters: { fresh: 1 }, problems: [] });
    expect(fitParameters(nearby, { count: 'x' }).problems).toMatchObject([{ kind: 'not-integer' }]);
  });

  it('lets everything through where nothing is known', () => {
    expect(fitParameters(null, { anything: 'x' })).toEqual({ parameters: { anything: 'x' }, problems: [] });
  });
});
