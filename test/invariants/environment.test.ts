import { expect, it } from 'vitest';
import { files, findings } from './support/tree.ts';

const READS =
  /\bprocess\s*\.\s*env\b|\bprocess\s*\[|\{[^}\n]*\benv\b[^}\n]*\}\s*=\s*process\b|\bloadEnvFile\b/g;

it('only config.ts and main.ts know of the environment', () => {
  const others = files(/^(src|simulators)\/(?!config\.ts$|main\.ts$)/);
  expect(findings(others, 'the environment is read through config.ts', READS)).toEqual([]);
});

it.each(['process.env.HOME', "process['env']", 'const { env } = process;', 'process\n  .env'])(
  'the rule sees %j',
  (text) => {
    expect(findings([{ path: 'src/x.ts', text }], 'read', READS)).toHaveLength(1);
  },
);
