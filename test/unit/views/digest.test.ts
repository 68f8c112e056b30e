import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { renderDigest } from '../../../src/views/digest.ts';
import { overBudgetText } from '../../../src/views/over-budget.ts';
import { anySnapshot } from '../../support/arbitrary-snapshots.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, smuggled } from '../../support/mrkdwn-safety.ts';
import { hold, pipeline, workflow } from '../../support/snapshots.ts';

const reasons = new Set(['quiet', 'budget'] as const);
const since = '2026-11-21T10:00:00.000Z';

describe.each(LOCALES)('a digest in %s', (locale) => {
  test('says what there was, what failed, what still fails and what waits', () => {
    const one = (id: string, status: string, parts: Parameters<typeof pipeline>[0] = {}) =>
      pipeline({ id, workflows: [workflow({ id: `w-${id}`, status })], ...parts });
    const snapshots = [
      one('p1', 'failed', { number: 1, branch: 'dev', commitSubject: 'One' }),
      one('p2', 'failed', { number: 2, branch: 'main', commitSubject: 'Two' }),
      one('p3', 'success', { number: 3, branch: 'main' }),
      pipeline({ id: 'p4', number: 4, workflows: [workflow({ status: 'on_hold', jobs: [hold('hold')] })] }),
    ];
    const stillFailing = new Map([
      ['p1', true],
      ['p2', false],
    ]);
    const { text, blocks } = renderDigest(
      { scope: 'b', snapshots, total: 5, since, reasons, stillFailing },
      locale,
    );
    expect([text, ...mrkdwnTexts(blocks)]).toMatchSnapshot();
  });

  test('keeps to Slack’s limits and lets nothing in, whatever was held back', () => {
    const some = fc.array(anySnapshot, { maxLength: 14 });
    fc.assert(
      fc.property(some, fc.boolean(), (snapshots, still) => {
        const stillFailing = new Map(snapshots.map(({ id }) => [id, still]));
        const model = { scope: 'b', snapshots, total: snapshots.length + 3, since, reasons, stillFailing };
        const { blocks } = renderDigest(model, locale);
        expect(blockProblems(blocks, 50)).toEqual([]);
        expect(mrkdwnTexts(blocks).flatMap((one) => smuggled(one, []))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('of very many is as short as one of many', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      pipeline({
        id: `p${index}`,
        number: index,
        branch: `feature/${'x'.repeat(200)}${index}`,
        workflows: [workflow({ id: `w${index}`, status: 'failed' })],
      }),
    );
    const { blocks } = renderDigest(
      { scope: 'b', snapshots: many, total: 5000, since, reasons, stillFailing: new Map() },
      locale,
    );
    expect(blocks.length).toBeLessThan(10);
    expect(blockProblems(blocks, 50)).toEqual([]);
    const shown = mrkdwnTexts(blocks).join('\n');
    expect(shown).toContain(locale === 'ja' ? 'ほか290件' : 'and 290 more');
    expect(shown).toContain('4,700');
  });

  test('and the notice of a budget let nothing in either', () => {
    const text = overBudgetText(
      { project: '<!channel>`*', label: '<!here>`*', budget: 60, due: since },
      locale,
    );
    expect(smuggled(text, [])).toEqual([]);
    expect(text).not.toMatch(/<!(?:channel|here)>/);
    expect(text).toContain('60');
  });
});
