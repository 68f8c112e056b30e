import { expect, it } from 'vitest';
import { deliverCard } from '../../src/notifications/deliver.ts';
import { cardsFollow } from '../../src/notifications/follow.ts';
import { loadRecord } from '../../src/pipelines/load-record.ts';
import { mergeIntoStore } from '../../src/pipelines/store.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { USUAL } from '../../src/subscriptions/subscription.ts';
import { subscribe } from '../../src/subscriptions/subscriptions.ts';
import { describeWithDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';
import { DEPLOYS, openCore, PROJECT } from './support/core.ts';

/** As many completions as a cancelled workflow of that many running jobs sends, one more than that. */
const JOBS = 6;

describeWithDatabase('a cancelled workflow', (databases) => {
  it(`sends ${JOBS + 1} completions, each with a later end, and its card is changed once`, async () => {
    const core = await openCore(databases);
    await subscribe(core.ctx, core.actor, DEPLOYS, { ...USUAL, project: PROJECT, outcomes: ['all'] });
    const pipelineId = core.push('cancel');
    await core.circleci.control.step();
    await syncPipeline(core.ctx, pipelineId, 'background');
    const deliver = async () => {
      // Long enough for every change to be shown at once.
      core.clock.aheadMs += 3_600_000;
      await deliverCard(core.ctx, { pipelineId, channelId: DEPLOYS });
    };
    await deliver();
    const running = await loadRecord(core.ctx.db, pipelineId);
    const [workflow] = running?.workflows ?? [];
    if (running === null || workflow === undefined) throw new Error('the workflow was not read');

    // CircleCI's API tells seconds: one that ended within its first looks as if it had not run at all.
    await waitFor(() => Date.now() > Date.parse(workflow.createdAt) + 2_000);
    await core.ctx.circleci.workflows.cancel({ path: { id: workflow.id } });
    await core.circleci.control.settle();
    for (let completion = 0; completion <= JOBS; completion++) {
      const stopped = completion === 0 ? Date.parse(workflow.createdAt) : Date.now() + completion * 30_000;
      const told = {
        ...workflow,
        status: 'canceled',
        stoppedAt: new Date(stopped).toISOString(),
        observedAt: null,
        jobsComplete: false,
        jobs: [],
      };
      await core.ctx.db.transaction().execute(async (tx) => {
        await mergeIntoStore(tx, { pipeline: { ...running.pipeline, observedAt: null }, workflows: [told] });
        await cardsFollow(core.ctx, tx, pipelineId);
      });
      await syncPipeline(core.ctx, pipelineId, 'background');
      await deliver();
    }
    const made = core.slack.calls.map(({ method }) => method).filter((method) => method.startsWith('chat.'));
    expect(made).toEqual(['chat.postMessage', 'chat.update']);
    await core.close();
  });
});
