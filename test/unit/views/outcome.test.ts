import { expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import type { ActionOutcome } from '../../../src/domain/outcome.ts';
import type { ActionKind } from '../../../src/domain/pipeline.ts';
import { outcomeText } from '../../../src/views/outcome.ts';
import { smuggled } from '../../support/mrkdwn-safety.ts';

const KINDS: readonly ActionKind[] = ['run', 'approve', 'rerun', 'cancel'];
const outcomes: readonly ActionOutcome[] = [
  { kind: 'confirmed', pipelineId: 'p-1', pipelineNumber: 123 },
  { kind: 'confirmed', pipelineId: 'p-1', pipelineNumber: null },
  { kind: 'nothing-created', message: 'No trigger matches this branch.' },
  { kind: 'nothing-created', message: '' },
  { kind: 'already', by: 'U0KENJI', status: 'success' },
  { kind: 'already', by: null, status: 'canceled' },
  { kind: 'gone' },
  { kind: 'refused', message: 'Two lines:\nnot <allowed>.' },
  { kind: 'refused', message: '' },
  { kind: 'unavailable' },
  { kind: 'unknown' },
  { kind: 'given-up' },
  { kind: 'restarting' },
];

test.each(LOCALES)('every outcome of every request has its text in %s', async (locale) => {
  const texts = KINDS.flatMap((kind) => [
    `# ${kind}`,
    ...outcomes.map((outcome) => `${JSON.stringify(outcome)}\n${outcomeText(outcome, kind, locale)}`),
  ]);
  await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot(`__snapshots__/${locale}/outcomes.md`);
});

test('no two outcomes of a request read the same', () => {
  for (const locale of LOCALES) {
    for (const kind of KINDS) {
      const texts = outcomes.map((outcome) => outcomeText(outcome, kind, locale));
      expect(new Set(texts).size).toBe(outcomes.length);
    }
  }
});

test('CircleCI’s words are quoted, shortened and harmless', () => {
  const message = `<!channel> ${'long '.repeat(1000)}`;
  const text = outcomeText({ kind: 'refused', message }, 'run', 'en');
  expect(text.length).toBeLessThan(1000);
  expect(smuggled(text, [])).toEqual([]);
  expect(outcomeText({ kind: 'already', by: '<!here>', status: '<b>' }, 'run', 'en')).not.toMatch(/<[!b]/);
});
