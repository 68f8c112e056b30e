import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkTarget } from '../../../src/unfurls/links.ts';

const CLOUD = 'https://circleci.com';
const SERVER = 'https://ci.acme.example';
const WORKFLOW = '0f80133f-e238-4ff4-8144-d1df5c056210';

test.each([
  'https://app.circleci.com/pipelines/github/acme/shop/12',
  `https://app.circleci.com/pipelines/github/acme/shop/12/workflows/${WORKFLOW}`,
  `https://app.circleci.com/pipelines/github/acme/shop/12/workflows/${WORKFLOW}/jobs/7?a=1&amp;b=2`,
  `https://app.circleci.com/workflow-run/${WORKFLOW}`,
  'https://circleci.com/gh/acme/shop/99',
])('%s is a run', (url) => {
  expect(linkTarget(url, CLOUD)).not.toBeNull();
  expect(linkTarget(url, SERVER)).toBeNull();
});

test('of a Server only its own host, with or without app. before it', () => {
  const path = '/pipelines/github/acme/shop/12';
  expect(linkTarget(`${SERVER}${path}`, SERVER)).toMatchObject({ slug: 'gh/acme/shop', pipelineNumber: 12 });
  expect(linkTarget(`https://app.ci.acme.example${path}`, SERVER)).not.toBeNull();
  expect(linkTarget(`https://evil.ci.acme.example${path}`, SERVER)).toBeNull();
});

test.each([
  ['a project', 'https://app.circleci.com/pipelines/github/acme/shop'],
  ['settings', 'https://app.circleci.com/settings/project/github/acme/shop'],
  ['another host', 'https://app.circleci.com.evil.example/pipelines/github/acme/shop/12'],
  [
    'a user name that looks like the host',
    'https://app.circleci.com@evil.example/pipelines/github/acme/shop/12',
  ],
  ['documentation', 'https://circleci.com/docs/pipelines'],
  ['another subdomain', 'https://status.circleci.com/pipelines/github/acme/shop/12'],
  ['no address', 'javascript:alert(1)'],
  ['broken escapes', 'https://app.circleci.com/pipelines/github/acme/%E0%A4%A/12'],
  ['one that is far too long', `https://app.circleci.com/pipelines/github/acme/shop/12?${'x'.repeat(1_000)}`],
])('%s shows nothing', (_, url) => {
  expect(linkTarget(url, CLOUD)).toBeNull();
});

test('any text is read or refused, never an error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
      linkTarget(text, CLOUD);
      linkTarget(`https://app.circleci.com/${text}`, CLOUD);
    }),
  );
});
