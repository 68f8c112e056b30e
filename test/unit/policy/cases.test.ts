import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/run.ts';
import { openPolicy } from '../../../src/policy/source.ts';
import { createLogger } from '../../../src/telemetry/log.ts';
import { waitFor } from '../../support/wait-for.ts';

const POLICY = `version: 1
rules:
  - name: production
    allow: [approve]
    where: { project: gh/acme/web, branch: main }
    who: { groups: [S0OWNERS1] }
`;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chatops-policy-'));
  writeFileSync(join(folder, 'policy.yaml'), POLICY);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const say = async (...words: string[]) => {
  let said = '';
  const add = (text: string) => {
    said += text;
  };
  const code = await runCommandLine(words, {
    database: () => {
      throw new Error('a policy needs no database');
    },
    print: async (text) => add(text),
    tell: add,
  });
  return { code, said };
};
const cases = (...lines: string[]) => {
  const path = join(folder, 'cases.yaml');
  writeFileSync(path, `policy: policy.yaml\ncases:\n${lines.map((line) => `  - ${line}\n`).join('')}`);
  return path;
};
const ask = 'action: approve, project: gh/acme/web, branch: main';

it('policy check says how many rules there are, or what is wrong and where', async () => {
  const path = join(folder, 'policy.yaml');
  expect(await say('policy', 'check', path)).toMatchObject({
    code: 0,
    said: expect.stringContaining('1 rules'),
  });
  writeFileSync(path, POLICY.replace('branch', 'brunch'));
  expect(await say('policy', 'check', path)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/line 5: .*brunch/),
  });
  expect((await say('policy', 'check', join(folder, 'none.yaml'))).code).toBe(1);
});

it('policy test tells which cases are decided otherwise than they say', async () => {
  const good = cases(
    `{ name: owner, expect: allowed, rule: production, ${ask}, user: U0ADA, groups: [S0OWNERS1] }`,
    `{ name: other, expect: denied, ${ask}, user: U0BEN }`,
    `{ name: guest, expect: denied, ${ask}, user: U0GUEST, groups: [S0OWNERS1], outsider: true }`,
  );
  expect(await say('policy', 'test', good)).toMatchObject({
    code: 0,
    said: expect.stringContaining('3 of 3'),
  });
  const bad = cases(`{ name: wrong, expect: allowed, ${ask}, user: U0BEN }`);
  const result = await say('policy', 'test', bad);
  expect(result.code).toBe(1);
  expect(result.said).toContain('FAILED wrong (line 3): denied by no rule');
  const misspelt = cases(`{ name: x, expect: allowed, ${ask}, usr: U0BEN }`);
  expect((await say('policy', 'test', misspelt)).said).toMatch(/line 3: /);
});

it('a file that changes is taken when it is right, and refused as a whole when it is wrong or gone', async () => {
  const lines: string[] = [];
  const log = createLogger('info', { write: (line) => void lines.push(line) });
  const path = join(folder, 'policy.yaml');
  const source = await openPolicy(path, log, 10);
  const rules = () => source.current()?.rules.map(({ name }) => name);
  expect(rules()).toEqual(['production']);
  writeFileSync(path, `${POLICY}    wen: {}\n`);
  await waitFor(() => lines.some((line) => line.includes('was not taken')));
  expect(rules()).toEqual(['production']);
  writeFileSync(path, POLICY.replace('name: production', 'name: renamed'));
  await waitFor(() => rules()?.[0] === 'renamed');
  const before = lines.length;
  rmSync(path);
  await waitFor(() => lines.slice(before).some((line) => line.includes('was not taken')));
  expect(rules()).toEqual(['renamed']);
  source.stop();
});

it('does not start with a file that is wrong', async () => {
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, 'version: 1\n');
  await expect(openPolicy(path, createLogger('silent'))).rejects.toThrow(
    /POLICY_FILE .* cannot be used:\n {2}line 1/,
  );
});
