import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ActionOutcome } from '../../src/domain/outcome.ts';
import { settleActionJob } from '../../src/jobs/settle-action.ts';
import { noteCall, takeOver } from '../../src/runs/action-lease.ts';
import { type ActionRow, beginAction, loadAction, type NewAction } from '../../src/runs/action-store.ts';
import { requestCancel } from '../../src/runs/change.ts';
import { type Deed, type DeedOf, perform } from '../../src/runs/perform.ts';
import { rerunDeed } from '../../src/runs/rerun.ts';
import { settleAction } from '../../src/runs/settle-action.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, openCore, PROJECT } from './support/core.ts';

const CONFIRMED: ActionOutcome = { kind: 'confirmed', pipelineId: 'p', pipelineNumber: 1 };
const A_MINUTE_MS = 60_000;

const SHARED = { as: 'shared', rule: null } as const;

describeWithDatabase('an action and whoever performs it', (databases) => {
  let core: Core;
  let made = 0;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());

  const approval = (jobId = `hold-${++made}`): NewAction => ({
    kind: 'approve',
    projectSlug: PROJECT,
    pipelineId: null,
    workflowId: `workflow-${made}`,
    jobId,
    detail: {},
  });
  const begin = async (wanted = approval()): Promise<ActionRow> => {
    const action = await beginAction(core.ctx, core.actor, wanted, SHARED);
    if (action === null) throw new Error('the action was not taken');
    return action;
  };
  /** As time passes: the lease of everyone who has one now is over. */
  const takenOver = async (id: string): Promise<ActionRow> => {
    core.clock.aheadMs += A_MINUTE_MS;
    const action = await takeOver(core.ctx.db, id, core.ctx.now());
    if (action === null || 'busyUntil' in action) throw new Error('the action could not be taken over');
    return action;
  };
  const deedContext = () => ({ ...core.ctx, acting: core.ctx.circleci.acting({}) });
  const stateOf = async (id: string) => (await loadAction(core.ctx.db, id))?.state;
  /** Does nothing to CircleCI, and finds there what the test says. */
  const deed =
    (steps: Partial<Deed> = {}): DeedOf =>
    () => ({
      prevent: async () => null,
      call: async () => null,
      readBack: async () => CONFIRMED,
      ...steps,
    });

  it('is performed once: read, noted, called, read back, settled', async () => {
    const action = await begin();
    const steps: string[] = [];
    const step = async (name: string) => {
      const noted = (await loadAction(core.ctx.db, action.id))?.calledAt;
      steps.push(noted === null ? name : `${name}, noted`);
      return null;
    };
    const outcome = await perform(core.ctx, action, () => ({
      prevent: () => step('prevent'),
      call: () => step('call'),
      readBack: async () => (await step('readBack')) ?? CONFIRMED,
    }));
    expect(outcome).toEqual(CONFIRMED);
    expect(steps).toEqual(['prevent', 'call, noted', 'readBack, noted']);
    expect(await stateOf(action.id)).toBe('confirmed');
  });

  it('is not called by a performer that was too slow, and what that one thinks of it does not count', async () => {
    const slow = await begin();
    let calls = 0;
    const count = async () => {
      calls++;
      return null;
    };
    const outcome = await perform(core.ctx, slow, () => ({
      prevent: async () => {
        const other = await takenOver(slow.id);
        expect(await perform(core.ctx, other, deed({ call: count }))).toEqual(CONFIRMED);
        return null;
      },
      call: count,
      readBack: async () => ({ kind: 'already', by: null, status: 'success' }),
    }));
    expect(calls).toBe(1);
    expect(await stateOf(slow.id)).toBe('confirmed');
    // Not "someone else did it": it was this person's own approval.
    expect(outcome).toEqual({ kind: 'unknown' });
  });

  it('is called by one of two that hold it after each other, whichever comes first', async () => {
    const first = await begin();
    const second = await takenOver(first.id);
    expect(await noteCall(core.ctx.db, first, core.ctx.now())).toBe(false);
    expect(await noteCall(core.ctx.db, second, core.ctx.now())).toBe(true);
    expect(await settleAction(core.ctx, first, { state: 'failed', error: 'gone' })).toBe(false);
    expect(await stateOf(first.id)).toBe('pending');
  });

  it('is finished by the next look when the process died at the second one, too', async () => {
    const action = await begin();
    await takenOver(action.id);
    // Both died; the queue gives the job to another process before the second lease has ended.
    await core.forgetWaiting();
    await settleActionJob.run(core.ctx, { actionId: action.id });
    const [next] = await core.waiting('settle-action');
    expect(next?.data).toEqual({ actionId: action.id });
    expect(next?.seconds).toBeGreaterThan(30);
  });

  it('leaves one approval of a hold when two were answered with silence and both turn out done', async () => {
    const lost = await begin();
    expect(await settleAction(core.ctx, lost, { state: 'unknown', error: 'unknown' })).toBe(true);
    const again = await begin(approval(lost.jobId ?? ''));
    const found = await takenOver(lost.id);
    // The second one is under way: it goes first.
    expect(await settleAction(core.ctx, found, { state: 'confirmed' })).toBe(true);
    expect(await stateOf(lost.id)).toBe('unknown');
    expect(await settleAction(core.ctx, again, { state: 'confirmed' })).toBe(true);
    expect(await settleAction(core.ctx, await takenOver(lost.id), { state: 'confirmed' })).toBe(true);
    expect([await stateOf(lost.id), await stateOf(again.id)]).toEqual(['failed', 'confirmed']);
  });

  it('is one for two people at the same moment', async () => {
    const wanted = approval();
    const both = await Promise.all([1, 2].map(() => beginAction(core.ctx, core.actor, wanted, SHARED)));
    expect(both.filter((action) => action !== null)).toHaveLength(1);
  });

  it('does not take a rerun that CircleCI already had for the one that was asked for and got lost', async () => {
    const id = core.push('rerun');
    await core.circleci.control.settle();
    const { snapshot } = await syncPipeline(core.ctx, id, 'interactive');
    const workflowId = snapshot.workflows[0]?.id ?? '';
    // Somebody runs it again at CircleCI, which the bot does not know of yet.
    await core.ctx.circleci.workflows.rerun({ path: { id: workflowId }, body: { from_failed: true } });
    await core.circleci.control.settle();
    const { projectSlug } = snapshot;
    const wanted = { projectSlug, pipelineId: id, workflowId, jobId: null, detail: { fromFailed: false } };
    const action = await begin({ ...wanted, kind: 'rerun' });
    const lost = rerunDeed(deedContext(), action);
    expect(await lost.prevent()).toBeNull();
    expect(await lost.readBack()).toBeNull();
    // Nor does the process that goes on with it.
    expect(await rerunDeed(deedContext(), await takenOver(action.id)).readBack()).toBeNull();
  });

  it('is told truly when it cannot be: a workflow that has ended is not cancelled', async () => {
    const id = core.push('success');
    await core.circleci.control.settle();
    const { snapshot } = await syncPipeline(core.ctx, id, 'interactive');
    const workflowId = snapshot.workflows[0]?.id ?? '';
    const outcome = await requestCancel(core.ctx, core.actor, { workflowId });
    expect(outcome).toEqual({ kind: 'already', by: null, status: 'success' });
  });
});
