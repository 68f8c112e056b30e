import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { files, findings, root } from './support/tree.ts';

/** What switches the type checker off for a place. Written in pieces, so that this file does not match itself. */
const HOLES = new RegExp(
  [
    String.raw`@ts-(?:${'ignore'}|nocheck)\b`,
    String.raw`\bas ${'unknown'} as\b`,
    String.raw`\bas ${'any'}\b(?=\s*[;,)\]}.[])`,
    `biome-ignore(?:-all)? lint/(?:suspicious/noExplicitAny|style/noNonNullAssertion)`,
  ].join('|'),
  'g',
);

it('no file has a hole in its types', () => {
  expect(findings(files(/\.(ts|js)$/), 'a hole in the types', HOLES)).toEqual([]);
  // In a test it may show that a wrong call does not compile.
  const program = files(/^(src|simulators|playground|scripts|bench)\//);
  expect(findings(program, 'a hole in the types', /@ts-expect-error\b/g)).toEqual([]);
});

it.each(['const x = y as @;', '// @ts-?', 'f(x as # as Y)'])('the rule sees %j', (sample) => {
  const text = sample.replace('@;', 'any;').replace('#', 'unknown').replace('?', 'nocheck');
  expect(findings([{ path: 'src/x.ts', text }], 'hole', HOLES)).toHaveLength(1);
});

it('the linter refuses any and non-null assertions everywhere', () => {
  const biome = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  expect(biome.linter.rules).toMatchObject({
    suspicious: { noExplicitAny: 'error' },
    style: { noNonNullAssertion: 'error' },
  });
  expect(biome.overrides ?? []).toEqual([]);
});
