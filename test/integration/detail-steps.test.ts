import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeDetails } from '../../src/approval-detail/gather.ts';
import { wantCard } from '../../src/notifications/follow.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';

const ROUNDS = 12;
const NOTHING = { behind: null, changes: null, contexts: null };

describeWithDatabase('what is behind a hold, step by step', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());

  /** A hold that CircleCI has reached and nobody has read. */
  const reached = async () => {
    const pipelineId = core.push('hold');
    core.circleci.control.step();
    const { snapshot } = await syncPipeline(core.ctx, pipelineId, 'interactive');
    await core.ctx.db.transaction().execute((tx) => wantCard(tx, pipelineId, DEPLOYS));
    for (let n = 0; n < 20; n += 1) core.circleci.control.step();
    const [workflow] = snapshot.workflows;
    const job = workflow?.jobs.find(({ type }) => type === 'approval');
    if (workflow === undefined || job === undefined) throw new Error('the scenario has no hold');
    return { pipelineId, workflowId: workflow.id, jobId: job.id };
  };

  it('is stored while the hold is being read, and neither waits for ever for the other', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { pipelineId, workflowId, jobId } = await reached();
      const detail = {
        ...{ workflowId, jobId, readAt: core.ctx.now().toISOString(), startedBy: null },
        ...NOTHING,
      };
      const both = [
        syncPipeline(core.ctx, pipelineId, 'interactive'),
        storeDetails(core.ctx, pipelineId, [detail]),
        syncPipeline(core.ctx, pipelineId, 'interactive'),
      ];
      const failures = (await Promise.allSettled(both)).filter(({ status }) => status === 'rejected');
      expect(failures).toEqual([]);
    }
  });
});
