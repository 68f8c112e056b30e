import { expect, it } from 'vitest';
import { readPolicy } from '../../../src/policy/read.ts';

const RULE = `
  - name: staging
    allow: [run, approve]
    where: { project: gh/acme/* }
    who: { everyone: true }
`;
const problemsOf = (text: string) => {
  const reading = readPolicy(text);
  return reading.ok ? [] : reading.problems.map(({ line, message }) => `${line}: ${message}`);
};

it('reads rules, and says which version of the file they are', () => {
  const reading = readPolicy(`version: 1
rules:
  - name: production
    allow: [approve]
    where:
      project: gh/acme/web
      branch: [main, "release/*"]
      channel: C024BE91L
    who:
      users: [U061F7AUR, "T0OTHER99:U0123ABCD"]
      groups: [S0614TZR7]
    when:
      linked: true
      not_starter: true
      reason: true
      approvers: 2
      window: { days: [mon, fri], from: "09:00", to: "17:30", zone: Europe/Berlin }
  - name: frozen
    deny: [run]
`);
  expect(reading).toMatchObject({
    ok: true,
    policy: {
      digest: expect.stringMatching(/^[0-9a-f]{12}$/),
      rules: [
        {
          name: 'production',
          effect: 'allow',
          line: 3,
          where: {
            project: ['gh/acme/web'],
            branch: ['main', 'release/*'],
            channel: ['C024BE91L'],
            job: null,
          },
          who: { users: ['U061F7AUR', 'T0OTHER99:U0123ABCD'], groups: ['S0614TZR7'], everyone: false },
          linked: true,
          notStarter: true,
          reason: true,
          approvers: 2,
          window: { days: [1, 5], from: 540, to: 1050, zone: 'Europe/Berlin' },
        },
        { name: 'frozen', effect: 'deny', line: 18, who: { everyone: true } },
      ],
    },
  });
});

it.each([
  ['an unknown key', `version: 1\nrules:${RULE}    wehre: { branch: main }\n`, /^3: .*wehre/],
  [
    'an unknown key deep inside',
    `version: 1\nrules:${RULE.replace('project', 'projects')}`,
    /^5: .*projects/,
  ],
  [
    'a confirmation of what is not done in CircleCI',
    `version: 1\nrules:\n  - name: a\n    allow: [subscribe]\n    who: { everyone: true }\n    when: { confirm: true }\n`,
    /^6: .*confirm/,
  ],
  [
    'a branch of a rollback',
    `version: 1\nrules:\n  - name: a\n    allow: [rollback]\n    where: { branch: main }\n    who: { everyone: true }\n`,
    /^5: .*branch/,
  ],
  ['a key twice', `version: 1\nrules:${RULE}    who: { everyone: true }\n`, /^7: .*unique/i],
  [
    'a name in the place of an id',
    `version: 1\nrules:${RULE.replace('everyone: true', 'users: ["@ada"]')}`,
    /^6: .*id of a person/,
  ],
  [
    'a group by name',
    `version: 1\nrules:${RULE.replace('everyone: true', 'groups: [deployers]')}`,
    /^6: .*user group/,
  ],
  ['nobody', `version: 1\nrules:${RULE.replace('everyone: true', '')}`, /^6: .*users, groups or everyone/],
  ['everyone: false', `version: 1\nrules:${RULE.replace('everyone: true', 'everyone: false')}`, /^6: /],
  ['an unknown action', `version: 1\nrules:${RULE.replace('approve', 'aprove')}`, /^4: /],
  ['no rules', 'version: 1\nrules: []\n', /^2: /],
  ['another version', `version: 2\nrules:${RULE}`, /^1: /],
  ['broken YAML', `version: 1\nrules: [\n`, /^[23]: /],
  ['an empty file', '', /^1: /],
  ['two rules of one name', `version: 1\nrules:${RULE}${RULE}`, /another rule called/],
  [
    'an unknown zone',
    `version: 1\nrules:${RULE}    when: { window: { from: "09:00", to: "10:00", zone: Mars/Olympus } }\n`,
    /zone/,
  ],
  [
    'a time that is none',
    `version: 1\nrules:${RULE}    when: { window: { from: "9", to: "10:00", zone: UTC } }\n`,
    /7: .*time/,
  ],
  [
    'a job where there is none',
    `version: 1\nrules:${RULE.replace('{ project: gh/acme/* }', '{ job: x }')}`,
    /^5: .*job, which run/,
  ],
  [
    'a condition on a rule that denies',
    `version: 1\nrules:\n  - name: x\n    deny: [run]\n    when: { linked: true }\n`,
    /^5: .*linked/,
  ],
])('refuses %s as a whole, with the line', (_, text, expected) => {
  expect(problemsOf(text).join('\n')).toMatch(expected);
});

it.each([
  ['project: acme/*', 'project: “acme/*” can match no project', '“gh/acme/*”'],
  ['project: "*"', 'project: “*” can match no project', '“gh/ORGANIZATION/*”'],
  [
    'branch: "^release/.*$"',
    'branch: “^release/.*$” looks like a regular expression',
    '“release/*” or “release/**”',
  ],
  ['branch: [main, "a..b"]', 'branch: “a..b” can match nothing: git allows no branch', ''],
  ['branch: "main "', 'branch: “main ” can match nothing: it has a space at an end', '“main”'],
  ['branch: [main, "!main"]', 'branch: “main” can match nothing: “!main” leaves it out', ''],
  [
    'workflow: "deploy-(a|b)"',
    'workflow: “deploy-(a|b)” looks like a regular expression',
    '“deploy-a,deploy-b”',
  ],
  ['branch: main, tag: v1', 'tag: names a tag beside a branch', 'nothing is of both'],
])('refuses what can match nothing: %s', (where, says, and) => {
  const rule = `{ name: x, allow: [rerun], where: { ${where} }, who: { everyone: true } }`;
  const problems = problemsOf(`version: 1\nrules:\n  - ${rule}\n`).join('\n');
  expect(problems).toContain(`3: rules.where.${says}`);
  expect(problems).toContain(and);
});

it('refuses a file that blows up when it is read, and one that is huge', () => {
  const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]'];
  for (let n = 0; n < 9; n += 1)
    bomb.push(`${'bcdefghij'[n]}: &${'bcdefghij'[n]} [${Array(9).fill(`*${'abcdefghi'[n]}`).join(',')}]`);
  expect(problemsOf(bomb.join('\n'))).not.toEqual([]);
  expect(problemsOf(`version: 1 # ${'x'.repeat(1_000_001)}`)).toEqual([
    '1: is longer than 1000000 characters',
  ]);
});

it('several approvers are for approvals only, since everything else is done by one', () => {
  const rule = (actions: string) =>
    readPolicy(`version: 1
rules:
  - name: many
    allow: [${actions}]
    who: { everyone: true }
    when: { approvers: 2 }
`);
  expect(rule('approve')).toMatchObject({ ok: true });
  expect(rule('approve, run')).toMatchObject({
    ok: false,
    problems: [{ line: 6, message: expect.stringContaining('run is done by one') }],
  });
});
