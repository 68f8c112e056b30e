import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import type { JobSnapshot, PipelineSnapshot } from '../../../src/domain/pipeline.ts';
import { decodeTarget } from '../../../src/views/action-ids.ts';
import { renderCard } from '../../../src/views/card.ts';
import { anySnapshot } from '../../support/arbitrary-snapshots.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, peopleOf, smuggled } from '../../support/mrkdwn-safety.ts';

const locale = fc.constantFrom(...LOCALES);
const RUNS = { numRuns: 60 };

test('any snapshot gives a card that Slack takes', () => {
  fc.assert(
    fc.property(anySnapshot, locale, (snapshot, locale) => {
      const card = renderCard(snapshot, { locale });
      expect(blockProblems(card.blocks, 50)).toEqual([]);
      expect(card.text.length).toBeGreaterThan(0);
      expect(card.text.length).toBeLessThan(4000);
      const total = mrkdwnTexts(card.blocks).reduce((sum, text) => sum + text.length, 0);
      expect(total).toBeLessThan(20_000);
    }),
    RUNS,
  );
});

test('nothing from outside becomes a link, a mention or a fence', () => {
  fc.assert(
    fc.property(anySnapshot, locale, (snapshot, locale) => {
      const card = renderCard(snapshot, { locale });
      const texts = [card.text, ...mrkdwnTexts(card.blocks)];
      expect(texts.flatMap((text) => smuggled(text, peopleOf(snapshot)))).toEqual([]);
      expect(JSON.stringify(card)).not.toContain('robin:secret');
    }),
    RUNS,
  );
});

test('the same snapshot gives the same card, and is not changed by it', () => {
  fc.assert(
    fc.property(anySnapshot, locale, (snapshot, locale) => {
      const before = structuredClone(snapshot);
      const first = renderCard(snapshot, { locale });
      expect(snapshot).toEqual(before);
      expect(renderCard(before, { locale })).toEqual(first);
    }),
    RUNS,
  );
});

test('every button says which pipeline, workflow and hold it is about', () => {
  fc.assert(
    fc.property(anySnapshot, locale, (snapshot, locale) => {
      for (const value of buttonValues(renderCard(snapshot, { locale }).blocks)) {
        if (value === snapshot.id) continue;
        const target = decodeTarget(value);
        expect(target?.pipelineId).toBe(snapshot.id);
        const workflows = snapshot.workflows.filter(({ id }) => id === target?.workflowId);
        expect(workflows).not.toHaveLength(0);
        if (target?.jobId === null) continue;
        const jobs = workflows.flatMap(({ jobs }) => jobs).filter(({ id }) => id === target?.jobId);
        expect(jobs.some(({ type, status }) => type === 'approval' && status === 'on_hold')).toBe(true);
      }
    }),
    RUNS,
  );
});

test('the edge does not see jobs start, run and succeed', () => {
  fc.assert(
    fc.property(
      anySnapshot,
      fc.constantFrom('blocked', 'running', 'success', 'queued'),
      locale,
      (snapshot, status, locale) => {
        const later = withJobs(snapshot, (job) => (isProgress(job) ? { ...job, status } : job));
        expect(renderCard(later, { locale }).edge).toBe(renderCard(snapshot, { locale }).edge);
      },
    ),
    RUNS,
  );
});

const PROGRESS = new Set(['blocked', 'running', 'success']);

function isProgress({ type, status }: JobSnapshot): boolean {
  return type !== 'approval' && PROGRESS.has(status);
}

function withJobs(snapshot: PipelineSnapshot, change: (job: JobSnapshot) => JobSnapshot): PipelineSnapshot {
  return {
    ...snapshot,
    workflows: snapshot.workflows.map((workflow) => ({ ...workflow, jobs: workflow.jobs.map(change) })),
  };
}

function buttonValues(blocks: readonly unknown[]): string[] {
  const values: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'value' && typeof value === 'string') values.push(value);
    return value;
  });
  return values;
}
