import { expect, test } from 'vitest';
import { workOut } from '../../../src/approval-detail/expressions.ts';
import { limitsOf, type Restriction } from '../../../src/approval-detail/limits.ts';
import { contextVerdict } from '../../../src/domain/approval-detail.ts';

const scope = { projectId: 'p1', organizationId: 'o1', branch: 'main', tag: null };
const restriction = (type: string, value: string, name: string | null = null): Restriction => ({
  restriction_type: type,
  restriction_value: value,
  name,
  project_id: null,
});
const limits = (...restrictions: Restriction[]) => limitsOf(restrictions, scope);

test('restrictions to projects: one of them has to be this one', () => {
  expect(limits(restriction('project', 'p2')).refused).toBe('project');
  expect(limits(restriction('project', 'p2'), restriction('project', 'p1')).refused).toBeNull();
  const old: Restriction = { ...restriction('project', ''), restriction_value: null, project_id: 'p1' };
  expect(limits(old).refused).toBeNull();
});

test('expressions: only what is certain is said', () => {
  const [yes, no] = ['pipeline.git.branch == "main"', 'pipeline.git.branch == "release"'];
  const [hard, also] = ['pipeline.git.branch starts-with "rel"', 'not (pipeline.git.branch == "x")'];
  const of = (...texts: string[]) => limits(...texts.map((text) => restriction('expression', text)));
  expect(of(yes)).toEqual({ refused: null, groups: [], expressions: [] });
  expect(of(no).refused).toBe('expression');
  expect(of(no, no).refused).toBe('expression');
  // Whether one or all have to hold is not documented.
  expect(of(yes, no)).toMatchObject({ refused: null, expressions: [yes, no] });
  expect(of(hard, also)).toMatchObject({ refused: null, expressions: [hard, also] });
});

test.each([
  ['pipeline.git.branch == "main"', true],
  ["pipeline.git.branch != 'main'", false],
  ['  pipeline.git.tag==""  ', true],
  ['pipeline.git.tag != "v1"', true],
  ['pipeline.git.branch == "main" or true', null],
  ['pipeline.git.branch == "a\\"b"', null],
  ['pipeline.git.branch == main', null],
  ['', null],
])('%s', (expression, expected) => {
  expect(workOut(expression, scope)).toBe(expected);
});

test('groups: named where they are named; everybody’s is no limit; a kind nobody knows is not taken for none', () => {
  expect(limits(restriction('group', 'g1', 'Deployers'), restriction('group', 'g2')).groups).toEqual([
    'Deployers',
    'g2',
  ]);
  expect(limits(restriction('group', 'g1'), restriction('group', 'o1', 'All members')).groups).toEqual([]);
  expect(limits(restriction('moon', 'full')).expressions).toEqual(['full']);
});

test('a known refusal counts before what is not known', () => {
  const groups = limits(restriction('group', 'g1', 'Deployers'));
  expect(contextVerdict({ limits: groups }, 'member')).toEqual({ kind: 'unknown', why: 'groups' });
  expect(contextVerdict({ limits: groups }, 'stranger')).toEqual({ kind: 'refused', why: 'stranger' });
  const both = limits(restriction('group', 'g1'), restriction('project', 'p9'));
  expect(contextVerdict({ limits: both }, 'unknown')).toEqual({ kind: 'refused', why: 'project' });
  expect(contextVerdict({ limits: null }, 'member')).toEqual({ kind: 'unknown', why: 'unread' });
  expect(contextVerdict({ limits: limits() }, 'unknown')).toEqual({ kind: 'fine' });
});
