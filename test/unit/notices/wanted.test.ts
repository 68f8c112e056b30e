import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { USUAL_PEOPLE } from '../../../src/domain/people-options.ts';
import { OUTCOMES, WANTED_OUTCOMES } from '../../../src/domain/subscription-filter.ts';
import { wantedNotices } from '../../../src/notices/wanted.ts';
import { factsOf } from '../../../src/subscriptions/facts.ts';
import { anySnapshot } from '../../support/arbitrary-snapshots.ts';
import { hold, pipeline, workflow } from '../../support/snapshots.ts';
import { around, filter } from '../subscriptions/support.ts';

const people = { ...USUAL_PEOPLE, mentions: [{ whom: 'author', on: ['failed', 'on_hold'] as const }] };
const facts = (status: string, before: 'failed' | 'success') =>
  factsOf(
    pipeline({ workflows: [workflow({ status })] }),
    around({ before: new Map([['build-and-deploy', before]]) }),
  );
const kinds = (...args: Parameters<typeof wantedNotices>) =>
  wantedNotices(...args).map(({ kind, isEdge, mentions }) => [kind, isEdge, mentions.join()]);

describe('what is told', () => {
  it.each([
    ['failed', 'success', {}, [['broken', true, '']]],
    ['failed', 'failed', {}, []],
    ['failed', 'failed', { people }, [['failed', false, 'author']]],
    ['failed', 'success', { people }, [['broken', true, 'author']]],
    ['success', 'failed', {}, [['fixed', true, '']]],
    ['success', 'success', {}, []],
    ['running', 'failed', { people }, []],
    ['failed', 'success', { outcomes: ['canceled'] }, []],
    ['failed', 'success', { outcomes: ['failed'] }, [['broken', true, '']]],
    ['failed', 'success', { outcomes: [] }, [['broken', true, '']]],
    ['failed', 'success', { outcomes: ['canceled'], people }, [['broken', false, 'author']]],
    ['failed', 'success', { people: { ...people, edges: false } }, [['broken', false, 'author']]],
    ['failed', 'success', { branches: ['release/*'], people }, []],
    ['failed', 'success', { people: { ...people, mine: 'U0ADA00001' } }, []],
  ] as const)('%s after %s with %j: %j', (status, before, wanted, told) => {
    expect(kinds([filter(wanted)], facts(status, before))).toEqual(told);
  });

  it('of several subscriptions, what any of them has told', () => {
    const off = filter({ people: { ...USUAL_PEOPLE, edges: false } });
    expect(kinds([off, filter()], facts('failed', 'success'))).toEqual([['broken', true, '']]);
    const both = [filter({ people }), filter({ people })];
    expect(kinds(both, facts('failed', 'failed'))).toEqual([['failed', false, 'author']]);
  });

  it('each hold of those that are asked for', () => {
    const jobs = [hold('staging'), hold('production'), hold('done', 'success')];
    const held = factsOf(pipeline({ workflows: [workflow({ status: 'on_hold', jobs })] }), around());
    expect(wantedNotices([filter({ people })], held).map(({ kind }) => kind)).toEqual(['on_hold', 'on_hold']);
    expect(wantedNotices([filter({ people, jobs: ['prod*'] })], held)).toHaveLength(1);
    expect(wantedNotices([filter()], held)).toEqual([]);
  });
});

const anyPeople = fc.record({
  mine: fc.constant(null),
  mentions: fc.array(
    fc.record({
      whom: fc.constantFrom('author', 'U0ADA00001', 'S0QATEAM'),
      on: fc.subarray([...OUTCOMES], { minLength: 1 }),
    }),
    { maxLength: 3 },
  ),
  threads: fc.boolean(),
  edges: fc.boolean(),
});
const anySubscription = fc
  .record({ people: anyPeople, outcomes: fc.subarray([...WANTED_OUTCOMES]) })
  .map((parts) => filter(parts));

test('one of each kind and hold at most; nobody who is in no rule; no edge that all keep quiet about', () => {
  fc.assert(
    fc.property(fc.array(anySubscription, { maxLength: 3 }), anySnapshot, (subscriptions, snapshot) => {
      const slug = { ...snapshot, projectSlug: 'gh/acme/storefront' };
      const told = wantedNotices(subscriptions, factsOf(slug, around(), 'ever'));
      expect(new Set(told.map(({ kind, about }) => `${kind} ${about}`)).size).toBe(told.length);
      const named = subscriptions.flatMap(({ people }) => people?.mentions ?? []).map(({ whom }) => whom);
      const loud = subscriptions.some(({ people }) => people?.edges === true && people.threads);
      for (const { isEdge, mentions } of told) {
        expect(isEdge || mentions.length > 0).toBe(true);
        expect(mentions.filter((whom) => !named.includes(whom))).toEqual([]);
        if (!loud) expect(isEdge).toBe(false);
      }
      const turned = wantedNotices(subscriptions.toReversed(), factsOf(slug, around(), 'ever'));
      expect(turned.map(({ kind, isEdge }) => [kind, isEdge]).sort()).toEqual(
        told.map(({ kind, isEdge }) => [kind, isEdge]).sort(),
      );
    }),
  );
});
