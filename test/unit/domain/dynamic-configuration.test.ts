import { describe, expect, it } from 'vitest';
import { dynamicState, isSettled, pipelineStatus } from '../../../src/domain/pipeline-state.ts';
import { messages } from '../../../src/i18n/index.ts';
import { mergeRecords } from '../../../src/pipelines/merge.ts';
import type { PipelineRecord, WorkflowFacts } from '../../../src/pipelines/record.ts';
import { snapshotOf } from '../../../src/pipelines/snapshot.ts';
import { lookAgainAfter } from '../../../src/runs/look-again.ts';
import { reachedOutcomes } from '../../../src/subscriptions/clauses.ts';
import { factsOf } from '../../../src/subscriptions/facts.ts';
import { NOTHING_AROUND } from '../../../src/subscriptions/surroundings.ts';
import { renderCard } from '../../../src/views/card.ts';
import { hasFailed } from '../../../src/views/digest.ts';
import { dynamicRows } from '../../support/dynamic-states.ts';
import { aPipeline, aWorkflow } from '../../support/records.ts';
import { after } from '../../support/snapshots.ts';

const EVERYTHING = {
  ...{ project: 'gh/acme/*', branches: [], tags: [], workflows: [], jobs: [], authors: [], bots: true },
  outcomes: ['all'] as const,
};
const rows = dynamicRows();

describe('every state of a pipeline with a setup workflow, as documented', () => {
  it('has a row', () => {
    const states = new Set(rows.map(({ state }) => state));
    expect([...states].sort()).toEqual([
      ...['awaited', 'continued', 'plain', 'refused', 'setup-failed', 'setup-only'],
      ...['setup-running', 'unconfirmed'],
    ]);
  });

  it.each(rows)('$workflows', ({ snapshot, state, status, outcomes, readAgain }) => {
    expect(dynamicState(snapshot)).toBe(state);
    expect(pipelineStatus(snapshot)).toBe(status);
    expect(reachedOutcomes(EVERYTHING, factsOf(snapshot, NOTHING_AROUND)).toSorted()).toEqual(outcomes);
    // By then the waits have grown to their longest, and ten minutes without a workflow are not over.
    const seconds = lookAgainAfter(snapshot, 100, new Date(after(300)));
    expect(seconds).toBe(snapshot.workflows.length === 0 && readAgain !== null ? 60 : readAgain);
    expect(isSettled(snapshot)).toBe(readAgain === null);
    expect(hasFailed(snapshot)).toBe(['failed', 'failing', 'errored'].includes(status));
    for (const locale of ['en', 'ja'] as const) {
      const { text, blocks } = renderCard(snapshot, { locale });
      const words: Record<string, string> = messages(locale).statuses;
      expect(text).toContain(words[status]);
      const title = JSON.stringify(blocks[0]);
      expect(title.includes(`*${messages(locale).statuses.success}*`)).toBe(status === 'success');
      const said = JSON.stringify(blocks).includes('There is no job named release');
      expect(said).toBe(snapshot.problems.length > 0);
    }
  });
});

const at = (seconds: number) => new Date(Date.UTC(2026, 5, 1, 10) + seconds * 1000).toISOString();

interface Story {
  /** Of the workflows, by name: when each is created and ends, and how; `*` marks a setup workflow. */
  readonly workflows: Readonly<Record<string, readonly [number, number, string]>>;
  readonly errorsAt?: number;
  readonly end: string;
}

/** What happens in CircleCI in each story; readings at any time, and webhooks for what ends, report it. */
const stories: Readonly<Record<string, Story>> = {
  'a plain success': { workflows: { build: [1, 10, 'success'] }, end: 'success' },
  'continued, and succeeded': {
    workflows: { 'setup*': [1, 10, 'success'], build: [20, 30, 'success'] },
    end: 'success',
  },
  'continued with the name of the setup workflow, and failed': {
    workflows: { 'build*': [1, 10, 'success'], build: [20, 30, 'failed'] },
    end: 'failed',
  },
  'continued, and one of two failed': {
    workflows: { 'setup*': [1, 10, 'success'], build: [20, 25, 'success'], test: [20, 30, 'failed'] },
    end: 'failed',
  },
  refused: { workflows: { 'setup*': [1, 10, 'success'] }, errorsAt: 15, end: 'failed' },
  'refused, with a workflow that was not run': {
    workflows: { 'setup*': [1, 10, 'success'], deploy: [14, 14, 'not_run'] },
    errorsAt: 15,
    end: 'failed',
  },
  'continued with nothing': {
    workflows: { 'setup*': [1, 10, 'success'], deploy: [14, 14, 'not_run'] },
    end: 'setup-only',
  },
  'nothing listed after it': { workflows: { 'setup*': [1, 10, 'success'] }, end: 'setup-only' },
  'the setup workflow failed': { workflows: { 'setup*': [1, 10, 'failed'] }, end: 'failed' },
};

describe('all news of a pipeline, in every order', () => {
  it.each(Object.entries(stories))('%s', (_, story) => {
    const news = newsOf(story);
    const ends = new Set<string>();
    for (const order of permutations(news)) {
      let known = order[0];
      const seen: string[] = [];
      for (const one of order) {
        known = known === undefined ? one : mergeRecords(known, one);
        seen.push(statusOf(known, false));
      }
      if (known === undefined) continue;
      const whole = { ...known, workflows: known.workflows.map((one) => ({ ...one, jobs: [] })) };
      ends.add(JSON.stringify([statusOf(whole, true), whole]));
      if (story.end !== 'success') expect(seen).not.toContain('success');
    }
    expect(ends.size).toBe(1);
    expect(JSON.parse([...ends][0] ?? '[]')[0]).toBe(story.end);
  });

  it('a pipeline that goes on has not succeeded before its last workflow has', () => {
    const story = stories['continued, and succeeded'];
    if (story === undefined) throw new Error('the story is missing');
    const last = newsOf(story).filter(({ workflows }) =>
      workflows.some(({ name, status }) => name === 'build' && status === 'success'),
    );
    const rest = newsOf(story).filter((one) => !last.some((same) => same === one || isSame(same, one)));
    for (const order of permutations(rest)) {
      let known = order[0];
      for (const one of order) {
        known = known === undefined ? one : mergeRecords(known, one);
        expect(statusOf(known, false)).not.toBe('success');
      }
    }
  });
});

function isSame(a: PipelineRecord, b: PipelineRecord): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Readings before, between and after what happens, and a webhook for each end but that of what was not run. */
function newsOf(story: Story): PipelineRecord[] {
  const webhooks = Object.entries(story.workflows)
    .filter(([, [, , status]]) => status !== 'not_run')
    .map(([key, [created, ended, status]]) => record([factOf(key, created, ended, status, null)], null));
  const readings = [5, 12, 22, 40].map((second) => {
    const listed = Object.entries(story.workflows).filter(([, [created]]) => created <= second);
    const errors = (story.errorsAt ?? Number.POSITIVE_INFINITY) <= second;
    return record(
      listed.map(([key, [created, ended, status]]) => factOf(key, created, ended, status, second)),
      second,
      errors,
    );
  });
  return [...webhooks, ...readings];
}

function factOf(
  key: string,
  created: number,
  ended: number,
  status: string,
  readAt: number | null,
): WorkflowFacts {
  const hasEnded = readAt === null || ended <= readAt;
  return aWorkflow({
    id: `id of ${key}`,
    name: key.replace('*', ''),
    status: hasEnded ? status : 'running',
    createdAt: at(created),
    stoppedAt: hasEnded ? at(ended) : null,
    isSetup: readAt !== null && key.endsWith('*'),
    observedAt: readAt === null ? null : at(readAt),
  });
}

function record(workflows: WorkflowFacts[], readAt: number | null, hasErrors = false): PipelineRecord {
  const problems = hasErrors ? [{ type: 'config', message: 'There is no job named release' }] : [];
  return { pipeline: aPipeline({ problems, observedAt: readAt === null ? null : at(readAt) }), workflows };
}

function statusOf(known: PipelineRecord, waitOver: boolean): string {
  const stored = { ...known, projectName: 'web-shop', lateSeconds: null, waitOver };
  return pipelineStatus(snapshotOf(stored, { actions: [] }, 'https://circleci.com'));
}

function* permutations<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length < 2) yield items;
  for (const [index, item] of items.entries()) {
    if (items.length < 2) return;
    for (const rest of permutations(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}
