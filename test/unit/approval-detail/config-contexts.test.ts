import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configContexts } from '../../../src/approval-detail/config-contexts.ts';

const config = (jobs: string, workflow = 'deploy') =>
  `version: 2\njobs: {}\nworkflows:\n  ${workflow}:\n    jobs:\n${jobs}`;
const found = (text: string, workflow = 'deploy') => {
  const map = configContexts(text, workflow);
  return map === null ? null : Object.fromEntries(map);
};

test('reads one context, a list of them, none, and jobs that are called otherwise', () => {
  const text = config(
    [
      '    - build',
      '    - plain: {requires: [build]}',
      '    - deploy-prod:',
      '        context:',
      '        - prod-aws',
      '        - npm',
      '        - prod-aws',
      '    - deploy:',
      '        name: deploy-eu',
      '        context: eu',
      '    - approve: {type: approval}',
    ].join('\n'),
  );
  expect(found(text)).toEqual({
    build: [],
    plain: [],
    'deploy-prod': ['prod-aws', 'npm'],
    'deploy-eu': ['eu'],
    approve: [],
  });
  expect(found(text, 'another')).toBeNull();
});

test.each([
  ['nothing', ''],
  ['no YAML', 'workflows: [a: b: c'],
  ['a list', '- a\n- b'],
  ['jobs that are none', 'workflows: {deploy: {jobs: 7}}'],
  ['a workflow that is a text', 'workflows: {deploy: yes}'],
  ['two documents', '---\na: 1\n---\nworkflows: {deploy: {jobs: [a]}}'],
  ['another tag', 'workflows: !!js/function "x"'],
])('%s is not read', (_, text) => {
  expect(found(text)).toBeNull();
});

test('odd entries are left out, and nobody’s prototype is touched', () => {
  const text = config(
    [
      '    - 7',
      '    - null',
      '    - [a, b]',
      '    - __proto__: {context: evil}',
      '    - constructor: {context: [1, null, {a: b}, ok, ""]}',
    ].join('\n'),
  );
  const map = configContexts(text, 'deploy');
  expect(map?.get('constructor')).toEqual(['ok']);
  expect(Object.hasOwn(Object.prototype, 'context')).toBe(false);
  expect(configContexts(text, 'toString')).toBeNull();
});

test('a text that aliases blow up is refused, not expanded', () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const before = level === 0 ? '"x"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: 10 }, () => before).join(', ')}]`;
  });
  const text = `${levels.join('\n')}\nworkflows: {deploy: {jobs: *l11}}`;
  const started = performance.now();
  expect(found(text)).toBeNull();
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('of a huge configuration only the workflow is parsed; one that is huge itself is not', () => {
  const filler = `    steps:\n${'    - run: echo hello hello hello\n'.repeat(20_000)}`;
  const others = Array.from({ length: 3_000 }, (_, n) => `  other-${n}:\n    jobs:\n    - job-${n}\n`).join(
    '',
  );
  const own = '  "my deploy":\n    jobs:\n    - ship:\n        context: prod\n';
  const text = `version: 2\njobs:\n  build:\n${filler}workflows:\n  version: 2\n${others}${own}${others.replaceAll('other', 'last')}x: 1\n`;
  expect(text.length).toBeGreaterThan(500_000);
  expect(found(text, 'my deploy')).toEqual({ ship: ['prod'] });
  const huge = `workflows:\n  deploy:\n    jobs:\n${'    - a-job-with-a-name\n'.repeat(9_000)}`;
  expect(found(huge)).toBeNull();
});

test('any text is read or refused, never an error', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string(), (text, name) => {
      const map = configContexts(`workflows:\n  deploy:\n    jobs:\n    - ${text}`, name);
      expect(map === null || map instanceof Map).toBe(true);
    }),
  );
});
