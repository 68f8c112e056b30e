import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLAUSES, type Filter, WANTED_OUTCOMES } from '../../../src/domain/subscription-filter.ts';
import { type Ending, factsOf } from '../../../src/subscriptions/facts.ts';
import { explain, wantsCard } from '../../../src/subscriptions/match.ts';
import { USUAL } from '../../../src/subscriptions/subscription.ts';
import { anySnapshot } from '../../support/arbitrary-snapshots.ts';
import { cpuMs } from '../../support/cpu-time.ts';
import { filter } from './support.ts';

const globs = fc.array(
  fc.constantFrom(
    'main',
    'default',
    '!default',
    '*',
    '**',
    'build',
    'deploy-*',
    '!build',
    '!*',
    'x',
    '<!channel>',
    '((',
  ),
  { maxLength: 4 },
);
const anyFilter: fc.Arbitrary<Filter> = fc.record({
  project: fc.constantFrom('gh/acme/storefront', 'gh/acme/*', 'gh/acme/web'),
  branches: globs,
  tags: globs,
  workflows: globs,
  jobs: globs,
  authors: globs,
  bots: fc.boolean(),
  outcomes: fc.subarray([...WANTED_OUTCOMES]),
  people: fc.option(
    fc.record({
      mine: fc.option(fc.constantFrom('U0ADA00001', 'U0BEN00002'), { nil: null }),
      mentions: fc.constant([]),
      threads: fc.boolean(),
      edges: fc.boolean(),
    }),
    { nil: undefined },
  ),
});
const anyFacts = fc
  .record({
    snapshot: anySnapshot,
    branch: fc.option(fc.constantFrom('main', 'build', 'x'), { nil: null }),
    defaultBranch: fc.option(fc.constantFrom('main', 'x'), { nil: null }),
    before: fc.array(fc.tuple(fc.constantFrom('build', ''), fc.constantFrom<Ending>('failed', 'success'))),
    span: fc.constantFrom('now' as const, 'ever' as const),
    hands: fc.subarray(['U0ADA00001', 'U0BEN00002']),
  })
  .map(({ snapshot, branch, defaultBranch, before, span, hands }) =>
    factsOf({ ...snapshot, branch }, { defaultBranch, before: new Map(before), hands }, span),
  );

test('a card is wanted exactly when every clause of the explanation lets it pass', () => {
  fc.assert(
    fc.property(anyFilter, anyFacts, (wanted, facts) => {
      const { passes, clauses } = explain(wanted, facts);
      expect(clauses.map(({ clause }) => clause)).toEqual(CLAUSES);
      expect(wantsCard(wanted, facts)).toBe(clauses.every((clause) => clause.passes));
      expect(passes).toBe(wantsCard(wanted, facts));
    }),
    { numRuns: 300 },
  );
});

test('taking away a clause that stops nothing changes nothing; taking away all that stop lets it pass', () => {
  const without: Record<string, Partial<Filter>> = {
    project: { project: 'gh/acme/storefront' },
    ref: { branches: [], tags: [] },
    author: { authors: [] },
    mine: { people: undefined },
    bots: { bots: true },
    outcome: { outcomes: ['all'] },
    workflow: { workflows: [] },
    job: { jobs: [] },
  };
  fc.assert(
    fc.property(anyFilter, anyFacts, (wanted, facts) => {
      const { passes, clauses } = explain(wanted, facts);
      const loose = (which: boolean) =>
        Object.assign(
          {},
          ...clauses.filter((one) => one.passes === which).map(({ clause }) => without[clause]),
        );
      expect(explain({ ...wanted, ...loose(false) }, facts).passes).toBe(true);
      // Outcomes are those of the chosen workflows and jobs, so those three belong together.
      const { workflows, jobs, outcomes } = wanted;
      if (passes) expect(explain({ ...wanted, ...loose(true) }, facts).passes).toBe(true);
      else
        expect(explain({ ...wanted, ...loose(true), workflows, jobs, outcomes }, facts).passes).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('the order of patterns does not matter, and saying one twice says nothing new', () => {
  fc.assert(
    fc.property(anyFilter, anyFacts, (wanted, facts) => {
      const turned = {
        ...wanted,
        branches: [...wanted.branches.toReversed(), ...wanted.branches],
        workflows: wanted.workflows.toReversed(),
        authors: wanted.authors.toReversed(),
      };
      expect(wantsCard(turned, facts)).toBe(wantsCard(wanted, facts));
    }),
    { numRuns: 200 },
  );
});

test('a hostile branch costs no time', () => {
  const facts = factsOf(
    {
      ...{ id: 'p', projectSlug: 'gh/acme/storefront', projectName: 's', number: 1, url: null, tag: null },
      ...{ revision: null, repositoryUrl: null, commitSubject: null, commitAuthor: null, triggerType: 'api' },
      ...{
        triggerActor: null,
        startedBySlackUser: null,
        createdAt: '2026-01-01T00:00:00.000Z',
        state: 'created',
      },
      ...{ problems: [], workflows: [], actions: [], branch: `${'a'.repeat(400)}!` },
    },
    { defaultBranch: null, before: new Map() },
  );
  const took = cpuMs(() => {
    expect(wantsCard(filter({ ...USUAL, branches: ['*a*a*b', '(a+)+$', '+(a|aa)*c'] }), facts)).toBe(false);
  });
  expect(took).toBeLessThan(500);
});
