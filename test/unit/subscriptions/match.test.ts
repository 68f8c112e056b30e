import { describe, expect, it } from 'vitest';
import { hold, job, pipeline, workflow } from '../../support/snapshots.ts';
import { verdict } from './support.ts';

const on = (branch: string | null, status: string, tag: string | null = null) =>
  pipeline({ branch, tag, workflows: [workflow({ status })] });
const broken = on('main', 'failed');

describe('a channel that wants everything', () => {
  it('sees a pipeline from its first sign', () => {
    expect(verdict({}, pipeline()).passes).toBe(true);
  });
});

describe('projects', () => {
  it.each([
    ['gh/acme/storefront', true],
    ['gh/acme/*', true],
    ['gh/acme/store*', true],
    ['gh/acme/web', false],
    ['gh/other/*', false],
  ])('%s: %s', (project, passes) => {
    expect(verdict({ project }, broken).passes).toBe(passes);
  });
});

describe('branches and tags', () => {
  it.each([
    ['main', ['main'], true],
    ['release/2.4', ['main', 'release/*'], true],
    ['release/2.4/fix', ['release/*'], false],
    ['release/2.4/fix', ['release/**'], true],
    ['mainline', ['main'], false],
    ['.hidden', ['*'], true],
    ['feature/[x]', ['feature/*'], true],
    ['main', ['default'], true],
    ['develop', ['default'], false],
    ['develop', ['!default'], true],
    ['main', ['!default'], false],
    ['dependabot/npm/x', ['!dependabot/**'], false],
    ['feature/x', ['!dependabot/**'], true],
    ['release/9-rc', ['release/*', '!*/*-rc'], false],
    ['release/9-rc', ['!*/*-rc', 'release/*'], false],
    ['fix(api)', ['fix(*'], true],
    ['a+b', ['a+b*'], true],
    ['aab', ['a+b*'], false],
    ['{a,b}', ['{a,b}'], true],
    ['a', ['{a,b}*'], false],
  ])('branch %s with %j: %s', (branch, branches, passes) => {
    expect(verdict({ branches }, on(branch, 'failed')).passes).toBe(passes);
  });

  it.each([
    [{}, true],
    [{ branches: ['main'] }, false],
    [{ branches: ['!dependabot/**'] }, true],
    [{ tags: ['v*'] }, true],
    [{ tags: ['!v*'] }, false],
    [{ tags: ['v2*'] }, false],
    [{ branches: ['main'], tags: ['v*'] }, true],
  ])('tag v1 with %j: %s', (wanted, passes) => {
    expect(verdict(wanted, on(null, 'failed', 'v1')).passes).toBe(passes);
  });

  it('a branch where only tags are asked for', () => {
    expect(verdict({ tags: ['v*'] }, broken).stoppedBy).toEqual(['ref: only-tags']);
    expect(verdict({ tags: ['!v*'] }, broken).passes).toBe(true);
  });

  it('main and master are taken for the default branch where CircleCI did not say which it is', () => {
    const unknown = { defaultBranch: null };
    expect(verdict({ branches: ['default'] }, on('master', 'failed'), unknown).passes).toBe(true);
    expect(verdict({ branches: ['default'] }, on('develop', 'failed'), unknown).passes).toBe(false);
    expect(verdict({ branches: ['default'] }, on('main', 'failed'), { defaultBranch: 'dev' }).passes).toBe(
      false,
    );
  });
});

describe('outcomes', () => {
  it.each([
    ['failed', ['failed'], true],
    ['failing', ['failed'], true],
    ['error', ['failed'], true],
    ['unauthorized', ['failed'], true],
    ['success', ['failed'], false],
    ['running', ['success'], false],
    ['success', ['success'], true],
    ['canceled', ['canceled'], true],
    ['canceled', ['failed', 'success'], false],
  ] as const)('%s with %j: %s', (status, outcomes, passes) => {
    expect(verdict({ outcomes }, on('main', status)).passes).toBe(passes);
  });

  it.each([
    ['failed', 'success', ['broken'], true],
    ['failed', 'failed', ['broken'], false],
    ['failed', undefined, ['broken'], true],
    ['success', 'failed', ['fixed'], true],
    ['success', 'success', ['fixed'], false],
    ['success', undefined, ['fixed'], false],
    ['canceled', 'failed', ['fixed', 'broken'], false],
  ] as const)('%s after %s with %j: %s', (status, last, outcomes, passes) => {
    const before = new Map(last === undefined ? [] : [['build-and-deploy', last]]);
    expect(verdict({ outcomes }, on('main', status), { before }).passes).toBe(passes);
  });

  it('a rerun that succeeds has fixed what failed', () => {
    const mended = pipeline({
      workflows: [
        workflow({ id: 'a', status: 'failed', attempt: 1 }),
        workflow({ id: 'b', status: 'success', attempt: 2 }),
      ],
    });
    expect(verdict({ outcomes: ['failed'] }, mended).stoppedBy).toEqual(['outcome: not-reached']);
    expect(verdict({ outcomes: ['fixed'] }, mended).passes).toBe(true);
    expect(verdict({ outcomes: ['failed'] }, mended, {}, 'ever').passes).toBe(true);
  });

  it.each([
    ['main', 'success', true],
    ['feature/x', 'success', false],
    ['feature/x', 'failed', true],
    ['feature/x', 'canceled', false],
    ['main', 'running', false],
  ])('the usual ones, on %s when it is %s: %s', (branch, status, passes) => {
    expect(verdict({ outcomes: [] }, on(branch, status)).passes).toBe(passes);
  });

  it('the usual ones say why a success elsewhere is left out', () => {
    expect(verdict({ outcomes: [] }, on('feature/x', 'success')).stoppedBy).toEqual([
      'outcome: success-elsewhere',
    ]);
  });

  it('a hold that waits, and one that did', () => {
    const held = pipeline({ workflows: [workflow({ status: 'running', jobs: [hold('approve')] })] });
    const approved = pipeline({
      workflows: [workflow({ status: 'success', jobs: [hold('ok', 'success')] })],
    });
    expect(verdict({ outcomes: ['on_hold'] }, held).passes).toBe(true);
    expect(verdict({ outcomes: ['on_hold'] }, on('main', 'running')).passes).toBe(false);
    expect(verdict({ outcomes: ['on_hold'] }, approved).passes).toBe(false);
    expect(verdict({ outcomes: ['on_hold'] }, approved, {}, 'ever').passes).toBe(true);
  });

  it('a config error fails without a workflow, also for who asked for one workflow', () => {
    const unstarted = pipeline({ problems: [{ type: 'config', message: 'no' }] });
    expect(verdict({ outcomes: ['failed'], workflows: ['deploy'] }, unstarted).passes).toBe(true);
  });
});

describe('workflows and jobs', () => {
  const two = pipeline({
    workflows: [
      workflow({ id: 'a', name: 'lint', status: 'failed', jobs: [job('style', 'failed')] }),
      workflow({ id: 'b', name: 'deploy', jobs: [job('upload', 'success'), job('e2e-ui', 'running')] }),
    ],
  });

  it.each([
    [{ workflows: ['deploy*'], outcomes: ['failed'] }, false],
    [{ workflows: ['lint'], outcomes: ['failed'] }, true],
    [{ workflows: ['!lint'], outcomes: ['failed'] }, false],
    [{ jobs: ['upload'], outcomes: ['failed'] }, false],
    [{ jobs: ['upload'], outcomes: ['success'] }, true],
    [{ jobs: ['e2e-*'], outcomes: ['all'] }, true],
    [{ jobs: ['e2e-*'], outcomes: ['success'] }, false],
    [{ jobs: ['style'], outcomes: ['broken'] }, true],
    [{ jobs: ['style'], workflows: ['deploy'], outcomes: ['all'] }, false],
  ] as const)('%j: %s', (wanted, passes) => {
    expect(verdict(wanted, two).passes).toBe(passes);
  });
});

describe('only my own', () => {
  const people = { mine: 'U0ADA00001', mentions: [], threads: true, edges: true };
  it.each([
    [['U0ADA00001'], []],
    [['U0BEN00002', 'U0ADA00001'], []],
    [['U0BEN00002'], ['mine: not-mine']],
    [[], ['mine: nobody-known']],
  ])('a pipeline of %j', (hands, stoppedBy) => {
    expect(verdict({ people }, broken, { hands })).toEqual({ passes: stoppedBy.length === 0, stoppedBy });
    expect(verdict({}, broken, { hands }).passes).toBe(true);
  });
});

describe('people and bots', () => {
  const by = (commitAuthor: string | null, triggerActor: string | null) =>
    pipeline({ commitAuthor, triggerActor });

  it.each([
    [['ana'], 'Ana', null, true],
    [['ana*'], 'Ana Field', null, true],
    [['ana'], 'Robin', 'ana', true],
    [['!ana'], 'Robin', 'ana', false],
    [['!ana'], null, null, true],
    [['ana'], null, null, false],
  ])('authors %j of a commit by %s, started by %s: %s', (authors, author, actor, passes) => {
    expect(verdict({ authors }, by(author, actor)).passes).toBe(passes);
  });

  it.each(['dependabot[bot]', 'Renovate', 'acme-bot', 'release bot'])('%s is a bot', (name) => {
    expect(verdict({ bots: false }, by(name, null)).stoppedBy).toEqual(['bots: bot']);
    expect(verdict({ bots: true }, by(name, null)).passes).toBe(true);
  });

  it.each(['Robin Abbot', 'botond', 'Ana'])('%s is none', (name) => {
    expect(verdict({ bots: false }, by(name, null)).passes).toBe(true);
  });
});
