import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CircleCiUrl, parseCircleCiUrl } from '../../../src/domain/circleci-url.ts';

const ID = '0f5f1c2e-8a51-4c1d-9a57-1f0c1d0e2b3a';
const JOB = '7a7c1c7e-11aa-4c22-8d33-9f0c1d0e2b3b';

const forms: [string, CircleCiUrl][] = [
  ['https://app.circleci.com/pipelines/github/acme/web', { kind: 'project', slug: 'gh/acme/web' }],
  [
    'https://app.circleci.com/pipelines/gh/acme/web?branch=feature%2Flogin&filter=mine',
    { kind: 'project', slug: 'gh/acme/web', branch: 'feature/login' },
  ],
  [
    'https://app.circleci.com/pipelines/bitbucket/acme/web/17/',
    { kind: 'pipeline', slug: 'bb/acme/web', pipelineNumber: 17 },
  ],
  [
    `https://app.circleci.com/pipelines/github/acme/web/17/workflows/${ID}`,
    { kind: 'workflow', slug: 'gh/acme/web', pipelineNumber: 17, workflowId: ID },
  ],
  [
    `https://app.circleci.com/pipelines/github/acme/web/17/workflows/${ID.toUpperCase()}/details#top`,
    { kind: 'workflow', slug: 'gh/acme/web', pipelineNumber: 17, workflowId: ID },
  ],
  [
    `https://app.circleci.com/pipelines/circleci/9z8Pam/AHWysF/17/workflows/${ID}/jobs/42/parallel-runs/0/steps/0-101`,
    { kind: 'job', slug: 'circleci/9z8Pam/AHWysF', pipelineNumber: 17, workflowId: ID, jobNumber: 42 },
  ],
  [
    `https://app.circleci.com/pipelines/github/acme/web/17/workflows/${ID}/jobs/${JOB}`,
    { kind: 'job', slug: 'gh/acme/web', pipelineNumber: 17, workflowId: ID, jobId: JOB },
  ],
  [`https://app.circleci.com/pipelines/workflows/${ID}`, { kind: 'workflow', slug: null, workflowId: ID }],
  [`https://circleci.com/workflow-run/${ID}`, { kind: 'workflow', slug: null, workflowId: ID }],
  ['https://app.circleci.com/jobs/github/acme/web/42', { kind: 'job', slug: 'gh/acme/web', jobNumber: 42 }],
  ['https://circleci.com/gh/acme/web/42', { kind: 'job', slug: 'gh/acme/web', jobNumber: 42 }],
  [
    'https://circleci.com/gh/acme/web/42#tests/containers/0',
    { kind: 'job', slug: 'gh/acme/web', jobNumber: 42 },
  ],
  [
    'https://circleci.com/gh/acme/web/tree/feature/login',
    { kind: 'project', slug: 'gh/acme/web', branch: 'feature/login' },
  ],
  [
    'https://circleci.com/bb/acme/workflows/web/tree/main',
    { kind: 'project', slug: 'bb/acme/web', branch: 'main' },
  ],
  ['https://app.circleci.com/projects/github/acme/web/', { kind: 'project', slug: 'gh/acme/web' }],
  [
    'https://app.circleci.com/projects/project-setup/github/acme/web',
    { kind: 'project', slug: 'gh/acme/web' },
  ],
  [
    'https://app.circleci.com/settings/project/github/acme/web/webhooks',
    { kind: 'project', slug: 'gh/acme/web' },
  ],
  [
    'https://app.circleci.com/insights/github/acme/web/workflows/build/overview?branch=main',
    { kind: 'project', slug: 'gh/acme/web', branch: 'main' },
  ],
  [
    'https://ci.example.test/pipelines/gh/acme/web/3',
    { kind: 'pipeline', slug: 'gh/acme/web', pipelineNumber: 3 },
  ],
  ['app.circleci.com/pipelines/gh/acme/web/3', { kind: 'pipeline', slug: 'gh/acme/web', pipelineNumber: 3 }],
  [
    'http://127.0.0.1:4000/pipelines/gh/acme/web/3',
    { kind: 'pipeline', slug: 'gh/acme/web', pipelineNumber: 3 },
  ],
];

describe('parseCircleCiUrl', () => {
  it.each(forms)('reads %s', (text, expected) => {
    expect(parseCircleCiUrl(text)).toEqual(expected);
  });

  it.each(forms)('reads %s as Slack writes links', (text, expected) => {
    const escaped = text.replaceAll('&', '&amp;');
    expect(parseCircleCiUrl(`<${escaped}>`)).toEqual(expected);
    expect(parseCircleCiUrl(`<${escaped}|the pipeline>`)).toEqual(expected);
    expect(parseCircleCiUrl(` <${escaped}|${escaped}>. `)).toEqual(expected);
  });

  it.each([
    '',
    'main',
    'gh/acme/web',
    'https://app.circleci.com/',
    'https://app.circleci.com/dashboard',
    'https://app.circleci.com/pipelines/github/acme',
    'https://app.circleci.com/projects/project-dashboard/github/acme/',
    'https://app.circleci.com/pipelines/svn/acme/web/1',
    'https://circleci.com/docs/guides/',
    'https://circleci.com/workflow-run/not-a-uuid',
    'https://github.com/acme/web/pull/3',
    'https://github.com/circleci/acme/pull/3',
    'https://app.circleci.com/pipelines/gh/%E0%A4%A/web',
    'https://app.circleci.com/pipelines/gh/ac%2Fme/web',
    'javascript:alert(1)//pipelines/gh/acme/web',
  ])('takes %s for no CircleCI address', (text) => {
    expect(parseCircleCiUrl(text)).toBeNull();
  });

  it('does not read an impossible number as one', () => {
    const url = `https://app.circleci.com/pipelines/gh/acme/web/${'9'.repeat(30)}`;
    expect(parseCircleCiUrl(url)).toEqual({ kind: 'project', slug: 'gh/acme/web' });
  });

  it('takes only CircleCI and the configured Server once that is known', () => {
    const options = { serverUrl: 'https://ci.example.test' };
    const path = '/pipelines/gh/acme/web/3';
    for (const host of ['ci.example.test', 'app.ci.example.test', 'app.circleci.com', 'circleci.com']) {
      expect(parseCircleCiUrl(`https://${host}${path}`, options)?.kind).toBe('pipeline');
    }
    for (const host of [
      'example.test',
      'app.xci.example.test',
      'xci.example.test',
      'notcircleci.com',
      'circleci.com.evil.test',
      'circleci.com@evil.test',
    ]) {
      expect(parseCircleCiUrl(`https://${host}${path}`, options)).toBeNull();
    }
  });

  it('reads back every address it could be given, whatever the names', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,30}$/).filter((n) => !/^\.+$/.test(n));
    const provider = fc.constantFrom('gh', 'github', 'bb', 'bitbucket', 'circleci');
    fc.assert(
      fc.property(provider, name, name, fc.nat(), fc.uuid(), fc.nat(), (vcs, org, repo, n, id, job) => {
        const text = `https://app.circleci.com/pipelines/${vcs}/${org}/${repo}/${n + 1}/workflows/${id}/jobs/${job + 1}`;
        expect(parseCircleCiUrl(text)).toMatchObject({
          kind: 'job',
          pipelineNumber: n + 1,
          workflowId: id,
          jobNumber: job + 1,
        });
        expect(parseCircleCiUrl(text)?.slug?.endsWith(`/${org}/${repo}`)).toBe(true);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseCircleCiUrl(text)));
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (text) => void parseCircleCiUrl(`<${text}`)),
    );
  });
});
