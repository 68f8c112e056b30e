import { describe, expect, it } from 'vitest';
import { resolveHosts } from '../../../src/api/hosts.ts';
import { createCircleCI } from '../../../src/api/index.ts';

describe('resolveHosts', () => {
  it.each(['https://circleci.com', 'https://circleci.com/', 'https://app.circleci.com'])(
    'knows %s for Cloud',
    (url) => {
      const hosts = resolveHosts({ url });
      expect(hosts.isServer).toBe(false);
      expect(hosts.base('circleci', 'v2')).toEqual({ origin: new URL(url).origin, prefix: '/api/v2' });
      expect(hosts.base('runner', 'v3')).toEqual({
        origin: 'https://runner.circleci.com',
        prefix: '/api/v3',
      });
    },
  );

  it('takes everything else for a Server, with the runner API on the same host', () => {
    const hosts = resolveHosts({ url: 'https://ci.example.test:8443/circle/' });
    expect(hosts.isServer).toBe(true);
    expect(hosts.base('circleci', 'v1.1')).toEqual({
      origin: 'https://ci.example.test:8443',
      prefix: '/circle/api/v1.1',
    });
    expect(hosts.base('runner', 'v2').origin).toBe('https://ci.example.test:8443');
    expect(resolveHosts({ url: 'https://notcircleci.com' }).isServer).toBe(true);
  });

  it('believes who says otherwise', () => {
    const hosts = resolveHosts({ url: 'http://127.0.0.1:1', server: false, runnerUrl: 'http://127.0.0.1:2' });
    expect(hosts.isServer).toBe(false);
    expect(hosts.base('runner', 'v3').origin).toBe('http://127.0.0.1:2');
  });

  it.each(['', 'circleci.com', 'ftp://circleci.com'])('refuses %j', (url) => {
    expect(() => resolveHosts({ url })).toThrow(TypeError);
  });
});

it('createCircleCI refuses an empty token, without repeating anything', () => {
  expect(() => createCircleCI({ token: '  ', url: 'https://circleci.com' })).toThrow(
    'token must not be empty',
  );
});
