import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../../../src/api/index.ts';
import { fillPath, PathError } from '../../../src/api/path.ts';
import { queryString } from '../../../src/api/query.ts';

const segment = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => !text.includes('/') && text !== '.' && text !== '..');

describe('fillPath', () => {
  it('keeps the slashes of a slug and nothing else that means something in an address', () => {
    fc.assert(
      fc.property(segment, segment, segment, (a, b, c) => {
        const path = fillPath('/project/{project-slug}/pipeline', { 'project-slug': `${a}/${b}/${c}` });
        const url = new URL(`https://host.test${path}`);
        expect(url.search + url.hash).toBe('');
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', 'project', a, b, c, 'pipeline']);
      }),
    );
  });

  it('escapes the slashes of everything else', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text)),
        (name) => {
          const path = fillPath('/{project-slug}/workflows/{workflow-name}', {
            'project-slug': 'gh/a/b',
            'workflow-name': name,
          });
          expect(decodeURIComponent(path.split('/')[5] ?? '')).toBe(name);
          expect(path.split('/')).toHaveLength(6);
        },
      ),
    );
  });

  it.each([undefined, '', null, Number.NaN, 1.5, {}, '.', '..', '\ud800'])('refuses %j', (value) => {
    expect(() => fillPath('/workflow/{id}', { id: value })).toThrow(PathError);
  });

  it.each(['gh/acme/', '/acme/web', 'gh//web', 'gh/../web', 'gh/./web'])('refuses the slug %s', (slug) => {
    expect(() => fillPath('/project/{project-slug}', { 'project-slug': slug })).toThrow(PathError);
  });

  it('refuses to leave a parameter out, for every endpoint that has one', () => {
    const withParameters = endpoints.filter(({ path }) => path.includes('{'));
    expect(withParameters.length).toBeGreaterThan(90);
    for (const { path } of withParameters) expect(() => fillPath(path, {})).toThrow(PathError);
  });
});

describe('queryString', () => {
  it('can be read back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' })), (query) => {
        expect([...new URLSearchParams(queryString(query))]).toEqual(Object.entries(query));
      }),
    );
  });

  it('repeats the key of a list, leaves out what is undefined, and writes numbers and booleans', () => {
    expect(queryString({ a: ['x', 'y'], b: undefined, c: 3, d: false })).toBe('?a=x&a=y&c=3&d=false');
    expect(queryString({})).toBe('');
    expect(queryString(undefined)).toBe('');
  });
});
