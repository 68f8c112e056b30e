import { describe, expect, it } from 'vitest';
import { pipelineUrl, workflowUrl } from '../../../src/pipelines/links.ts';

const CLOUD = 'https://circleci.com';
const SERVER = 'https://ci.acme.example';

describe('links to CircleCI’s web app', () => {
  it.each([
    [CLOUD, 'gh/acme/web-shop', 'https://app.circleci.com/pipelines/github/acme/web-shop/7'],
    [CLOUD, 'bb/acme/web-shop', 'https://app.circleci.com/pipelines/bitbucket/acme/web-shop/7'],
    [CLOUD, 'circleci/9aB/4cD', 'https://app.circleci.com/pipelines/circleci/9aB/4cD/7'],
    [SERVER, 'gh/acme/web-shop', 'https://ci.acme.example/pipelines/github/acme/web-shop/7'],
  ])('lead on %s to a pipeline of %s', (host, slug, url) => {
    expect(pipelineUrl(host, slug, 7)).toBe(url);
    expect(workflowUrl(host, slug, 7, 'wf-1')).toBe(`${url}/workflows/wf-1`);
  });

  it('lead to a workflow of a pipeline whose number is not known yet', () => {
    expect(pipelineUrl(CLOUD, 'gh/acme/web-shop', null)).toBeNull();
    expect(workflowUrl(CLOUD, 'gh/acme/web-shop', null, 'wf-1')).toBe(
      'https://app.circleci.com/workflow-run/wf-1',
    );
  });

  it('cannot be led elsewhere by a slug', () => {
    expect(pipelineUrl(CLOUD, 'gh/ac me/"><b>', 7)).toBe(
      'https://app.circleci.com/pipelines/github/ac%20me/%22%3E%3Cb%3E/7',
    );
  });
});
