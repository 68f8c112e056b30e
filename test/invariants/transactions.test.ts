import { expect, it } from 'vitest';
import { files, findings } from './support/tree.ts';

const OPENS = /\.transaction\(/g;

it('opens transactions through transact.ts, which does those again that have met with a deadlock', () => {
  const others = files(/^src\/(?!storage\/transact\.ts$)/);
  expect(findings(others, 'transact opens transactions', OPENS)).toEqual([]);
});

it('the rule sees a transaction', () => {
  const text = 'await db.transaction().execute(work)';
  expect(findings([{ path: 'src/x.ts', text }], 'transact', OPENS)).toHaveLength(1);
});
