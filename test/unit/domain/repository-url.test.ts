import { expect, it } from 'vitest';
import { parseRepositoryUrl } from '../../../src/domain/repository-url.ts';

it.each([
  ['https://github.com/acme/web', 'https://github.com/acme/web', 'gh/acme/web'],
  ['http://www.github.com/Acme/Web/', 'https://github.com/acme/web', 'gh/Acme/Web'],
  ['github.com/acme/web.git', 'https://github.com/acme/web', 'gh/acme/web'],
  ['https://bitbucket.org/acme/batch?at=main', 'https://bitbucket.org/acme/batch', 'bb/acme/batch'],
  ['https://gitlab.com/acme/team/handbook', 'https://gitlab.com/acme/team/handbook', null],
])('%s is a repository', (text, url, slug) => {
  expect(parseRepositoryUrl(text)).toEqual({ url, slug });
});

it.each([
  'https://github.com/acme',
  'https://github.com/acme/web/tree/develop',
  'https://github.com/acme/web/pull/7',
  'https://github.com/acme/.git',
  'https://gitlab.com/acme/handbook/-/tree/main',
  'https://github.com.example.com/acme/web',
  'https://example.com/acme/web',
  'acme/web',
  'web',
  '',
])('%s is not', (text) => {
  expect(parseRepositoryUrl(text)).toBeNull();
});
