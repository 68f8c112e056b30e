import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseSlug, slugName, splitSlug } from '../../../src/domain/project-slug.ts';

const name = fc.stringMatching(/^[\w.-]{1,30}$/).filter((text) => !/^\.{1,2}$/.test(text));
const provider = fc.constantFrom('gh', 'github', 'GitHub', 'bb', 'bitbucket', 'circleci');

describe('normaliseSlug', () => {
  it('has one form for all that name the same project, and leaves it as it is', () => {
    fc.assert(
      fc.property(provider, name, name, (vcs, org, repo) => {
        const slug = normaliseSlug(`${vcs}/${org}/${repo}`);
        expect(slug).toMatch(/^(gh|bb|circleci)\//);
        expect(normaliseSlug(slug ?? '')).toBe(slug);
        expect(slugName(slug ?? '')).toBe(repo);
      }),
    );
  });

  it('takes both forms of a GitLab or GitHub App project, short ids and UUIDs', () => {
    expect(normaliseSlug('circleci/9z8PamRu/AHWysF')).toBe('circleci/9z8PamRu/AHWysF');
    const uuids = 'circleci/5034460f-c7c4-4c43-9457-de07e2029e7b/43e29ebd-5e8c-4985-9178-5d0d69561822';
    expect(normaliseSlug(uuids)).toBe(uuids);
  });

  it.each([
    '',
    'web',
    'acme/web',
    'gh/acme',
    'gh/acme/web/12',
    'svn/acme/web',
    'gh//web',
    'gh/acme/',
    'gh/../web',
    'gh/acme/.',
    'gh/ac me/web',
    'gh/acme/web?x',
    'gh/acme/%2e%2e',
    'gh/acme/<web>',
    'gh/acme/web\u0000',
    'gh/ac\\me/web',
  ])('refuses %j', (text) => {
    expect(normaliseSlug(text)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const slug = normaliseSlug(text);
        expect(slug === null || slug.split('/').length === 3).toBe(true);
      }),
    );
  });
});

describe('splitSlug', () => {
  it('gives the long name of the provider', () => {
    expect(splitSlug('gh/acme/web')).toEqual({ provider: 'github', organization: 'acme', project: 'web' });
    expect(splitSlug('bitbucket/acme/web')?.provider).toBe('bitbucket');
    expect(splitSlug('circleci/o/p')?.provider).toBe('circleci');
    expect(splitSlug('web')).toBeNull();
  });
});
