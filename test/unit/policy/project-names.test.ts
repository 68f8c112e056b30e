import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { decide, type PolicyRequest } from '../../../src/policy/decide.ts';
import { failClosed, projectPattern, slugsInRules } from '../../../src/policy/project-names.ts';
import { createProjectNames } from '../../../src/policy/resolve-projects.ts';
import { createLogger } from '../../../src/telemetry/log.ts';
import { policyOf } from '../../support/policies.ts';

const BY_IDS = 'circleci/9f4b1357-4a2a-365b-a3a5-b2ff74240769/f3a1041a-0366-3751-b2e4-8a894f839c9d';
const SHORT = 'circleci/WEEegZJPRtVyZvCLcD6CBB/9bvWvoFhyK7P6LTvDLFFuA';

function asks(policy: Policy, slugs: readonly string[]): boolean {
  const request: PolicyRequest = {
    action: 'run',
    at: new Date('2026-11-18T12:00:00Z'),
    place: {
      channel: null,
      project: slugs[0] ?? null,
      slugs,
      branch: 'main',
      tag: null,
      workflow: null,
      job: null,
    },
    person: {
      teamId: 'T0HOME',
      userId: 'U0ADA00001',
      homeTeamId: 'T0HOME',
      isFullMember: true,
      isLinked: true,
      groups: new Map(),
    },
    isStarter: false,
    hasReason: false,
  };
  return decide(policy, request).allowed;
}

const allow = (project: string) =>
  policyOf(`  - { name: some, allow: [run], where: { project: ${project} }, who: { everyone: true } }`);
const deny = (project: string) =>
  policyOf(`  - { name: none, deny: [run], where: { project: ${project} } }
  - { name: all, allow: [run], who: { everyone: true } }`);

describe('a rule', () => {
  it.each([
    ['gh/acme/web', ['gh/acme/web'], true],
    ['github/acme/web', ['gh/acme/web'], true],
    ['GitHub/Acme/Web', ['gh/acme/web'], true],
    ['gh/acme/web', ['gh/Acme/Web'], true],
    ['gh/Acme/*', ['gh/acme/web'], true],
    ['github/acme/*', ['gh/acme/web'], true],
    ['gh/acme/web', ['gh/acme/shop', 'gh/acme/web'], true],
    [BY_IDS, [SHORT, BY_IDS], true],
    [SHORT.toLowerCase(), [SHORT], false],
    ['gh/acme/web', ['gh/acme/shop'], false],
    ['bb/acme/web', ['gh/acme/web'], false],
    ['["gh/acme/*", "!gh/acme/web"]', ['gh/acme/shop'], true],
    ['["gh/acme/*", "!gh/acme/web"]', ['gh/acme/web'], false],
  ] as const)('with project: %s is about %j: %s', (project, slugs, isAbout) => {
    expect(asks(allow(project), slugs)).toBe(isAbout);
    expect(asks(deny(project), slugs)).toBe(!isAbout);
  });

  it('that leaves out an earlier name of a project allows nothing there, and denies all the same', () => {
    const project = '["gh/acme/*", "!gh/acme/web"]';
    const renamed = ['gh/acme/shop', 'gh/acme/web'];
    expect(asks(allow(project), renamed)).toBe(false);
    expect(asks(deny(project), renamed)).toBe(false);
  });
});

it.each([
  ['github/Acme/Web', 'gh/acme/web'],
  ['!Bitbucket/Acme/*', '!bb/acme/*'],
  [SHORT, SHORT],
  ['*/acme/*', '*/acme/*'],
])('%s is matched as %s', (pattern, as) => {
  expect(projectPattern(pattern)).toBe(as);
});

describe('a name that CircleCI could not be asked about', () => {
  const unresolved = new Set([BY_IDS]);

  it('is found in rules of every kind; globs name no project', () => {
    expect(slugsInRules(deny(`["gh/acme/*", "!${BY_IDS}", "GitHub/acme/web"]`))).toEqual([
      BY_IDS,
      'gh/acme/web',
    ]);
  });

  it.each([
    ['a rule that denies it denies everything', deny(BY_IDS), false],
    ['a rule that leaves it out allows nothing', allow(`["gh/acme/*", "!${BY_IDS}"]`), false],
    ['a rule that denies all but it goes on', deny(`["gh/other/*", "!${BY_IDS}"]`), true],
    ['a rule that allows it allows nothing else', allow(BY_IDS), false],
    ['a rule about others goes on', allow('gh/acme/*'), true],
  ])('%s', (_, policy, isAllowed) => {
    expect(asks(failClosed(policy, unresolved), ['gh/acme/web'])).toBe(isAllowed);
  });

  it('closes its rules until CircleCI answers, whatever it answers, and again for the names of another file', async () => {
    const names = createProjectNames(createLogger('silent'));
    const [first, second] = [deny(BY_IDS), deny('gh/acme/other')];
    names.follow(first);
    expect(asks(names.closed(first), ['gh/acme/web'])).toBe(false);
    const answers = new Map<string, boolean | Error>([[BY_IDS, new Error('CircleCI is away')]]);
    const resolve = async (slug: string) => {
      const answer = answers.get(slug) ?? false;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    await names.resolveWith(resolve);
    expect(asks(names.closed(first), ['gh/acme/web'])).toBe(false);
    // A file that changes is looked at without waiting for the next try.
    answers.set(BY_IDS, true);
    names.follow(first);
    await names.resolveAll();
    expect(asks(names.closed(first), ['gh/acme/web'])).toBe(true);
    expect(asks(names.closed(first), [SHORT, BY_IDS])).toBe(false);
    names.follow(second);
    expect(asks(names.closed(second), ['gh/acme/web'])).toBe(false);
    await names.resolveAll();
    expect(asks(names.closed(second), ['gh/acme/web'])).toBe(true);
  });
});
