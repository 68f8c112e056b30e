import { describe, expect, it } from 'vitest';
import { LATE_AFTER_SECONDS, latenessOf } from '../../../src/runs/lateness.ts';
import { aJob, aPipeline, aWorkflow } from '../../support/records.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 10, minute));
const iso = (minute: number) => at(minute).toISOString();
const record = (workflows: ReturnType<typeof aWorkflow>[] = []) => ({
  pipeline: aPipeline({ createdAt: iso(0) }),
  workflows,
});
const running = aWorkflow({ jobs: [aJob({ startedAt: iso(1) })] });
const over = aWorkflow({
  status: 'success',
  stoppedAt: iso(20),
  jobs: [aJob({ status: 'success', stoppedAt: iso(19) })],
});

describe('how late the newest news is', () => {
  it('of a pipeline never heard of: since it began, or since the last end', () => {
    expect(latenessOf(null, record(), at(10))).toBe(600);
    expect(latenessOf(null, record([over]), at(50))).toBe(1_800);
  });

  it('of one that is known: since the newest end that is new', () => {
    expect(latenessOf(record([running]), record([over]), at(25))).toBe(300);
    const jobKnown = aWorkflow({ jobs: over.jobs });
    expect(latenessOf(record([jobKnown]), record([over]), at(25))).toBe(300);
  });

  it('is nothing when no end is new: a job that began, a hold, the same end told more exactly', () => {
    expect(latenessOf(record(), record([running]), at(60))).toBeNull();
    const hold = aJob({ id: 'hold', type: 'approval', status: 'success', stoppedAt: iso(5) });
    expect(
      latenessOf(record([running]), record([aWorkflow({ jobs: [...running.jobs, hold] })]), at(60)),
    ).toBeNull();
    expect(latenessOf(record([over]), record([{ ...over, stoppedAt: iso(21) }]), at(60))).toBeNull();
  });

  it('begins to count after some minutes, and never is negative', () => {
    const news = (seconds: number) => new Date(at(20).getTime() + seconds * 1000);
    expect(latenessOf(record([running]), record([over]), news(LATE_AFTER_SECONDS - 1))).toBeNull();
    expect(latenessOf(record([running]), record([over]), news(LATE_AFTER_SECONDS))).toBe(LATE_AFTER_SECONDS);
    expect(latenessOf(record([running]), record([over]), news(-600))).toBeNull();
  });
});
