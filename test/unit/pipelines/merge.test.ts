import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from '../../../src/pipelines/merge.ts';
import type { JobFacts, PipelineRecord, WorkflowFacts } from '../../../src/pipelines/record.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const pipeline = (observedAt: string | null): PipelineRecord['pipeline'] => ({
  id: 'p1',
  projectSlug: 'gh/acme/web',
  number: 7,
  branch: 'main',
  tag: null,
  revision: 'abc',
  repositoryUrl: null,
  commitSubject: 'Fix the till',
  commitAuthor: 'Ana',
  triggerType: 'webhook',
  triggerActor: null,
  startedBy: null,
  state: 'created',
  problems: [],
  createdAt: at(0),
  observedAt,
});

const job = (over: Partial<JobFacts>): JobFacts => ({
  id: 'j1',
  name: 'test',
  number: 1,
  type: 'build',
  status: 'running',
  startedAt: at(1),
  stoppedAt: null,
  approvalRequestId: null,
  position: 0,
  observedAt: null,
  ...over,
});

const workflow = (over: Partial<WorkflowFacts>): WorkflowFacts => ({
  id: 'w1',
  name: 'build',
  status: 'running',
  createdAt: at(0),
  stoppedAt: null,
  jobsComplete: false,
  isSetup: false,
  observedAt: null,
  jobs: [],
  ...over,
});

const record = (workflows: WorkflowFacts[], observedAt: string | null = null): PipelineRecord => ({
  pipeline: pipeline(observedAt),
  workflows,
});

describe('merging what webhooks and readings say', () => {
  it('keeps an end when a slower reading still says running', () => {
    const ended = record([workflow({ status: 'success', stoppedAt: at(9) })]);
    const stale = record([workflow({ status: 'running', observedAt: at(20) })], at(20));
    expect(mergeRecords(ended, stale).workflows[0]?.status).toBe('success');
    expect(mergeRecords(stale, ended).workflows[0]?.status).toBe('success');
  });

  it('lets a newer reading of a state that can change win over an older one', () => {
    const held = record([workflow({ status: 'on_hold', observedAt: at(5) })], at(5));
    const onward = record([workflow({ status: 'running', observedAt: at(6) })], at(6));
    expect(mergeRecords(onward, held).workflows[0]?.status).toBe('running');
  });

  it('does not let a job-completed webhook undo a hold that was read', () => {
    const held = record([workflow({ status: 'on_hold', observedAt: at(5) })], at(5));
    const hook = record([workflow({ status: 'running', jobs: [job({ status: 'success' })] })]);
    const merged = mergeRecords(held, hook).workflows[0];
    expect(merged?.status).toBe('on_hold');
    expect(merged?.jobs).toHaveLength(1);
  });

  it('makes one end of the many completions that a cancelled workflow sends', () => {
    const first = record([workflow({ status: 'canceled', stoppedAt: at(0) })]);
    const last = record([workflow({ status: 'canceled', stoppedAt: at(8) })]);
    const merged = [first, last, first, last].reduce(mergeRecords);
    expect(merged.workflows).toHaveLength(1);
    expect(merged.workflows[0]?.stoppedAt).toBe(at(8));
  });

  it('keeps the type and the approval that only a reading tells', () => {
    const read = record(
      [workflow({ jobs: [job({ type: 'approval', approvalRequestId: 'j1', observedAt: at(3) })] })],
      at(3),
    );
    const hook = record([workflow({ jobs: [job({ status: 'success', stoppedAt: at(4) })] })]);
    expect(mergeRecords(read, hook).workflows[0]?.jobs[0]).toMatchObject({
      type: 'approval',
      approvalRequestId: 'j1',
      status: 'success',
    });
  });

  it('comes to the same whatever the order and however often each is repeated', () => {
    const statuses = ['running', 'on_hold', 'failing', 'failed', 'success', 'canceled'];
    const jobs = fc.record({
      status: fc.constantFrom(...statuses),
      second: fc.integer({ min: 1, max: 30 }),
      read: fc.boolean(),
    });
    const account = fc
      .record({
        id: fc.constantFrom('w1', 'w2'),
        status: fc.constantFrom(...statuses),
        second: fc.integer({ min: 1, max: 30 }),
        read: fc.boolean(),
        job: fc.option(jobs),
      })
      .map(({ id, status, second, read, job: one }) => {
        const observedAt = read ? at(second) : null;
        const ended = ['failed', 'success', 'canceled'].includes(status);
        const one_ =
          one === null
            ? []
            : [
                job({
                  status: one.status,
                  stoppedAt: ['failed', 'success', 'canceled'].includes(one.status) ? at(one.second) : null,
                  observedAt,
                }),
              ];
        return record(
          [workflow({ id, status, stoppedAt: ended ? at(second) : null, observedAt, jobs: one_ })],
          observedAt,
        );
      });
    fc.assert(
      fc.property(
        fc.array(account, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (accounts, random) => {
          const merged = accounts.reduce(mergeRecords);
          const keyed = [...accounts, ...accounts].map((one) => ({ one, key: random.next().value }));
          const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
          expect(shuffled.reduce(mergeRecords)).toEqual(merged);
        },
      ),
      { numRuns: 300 },
    );
  });
});
