import { afterEach, beforeEach, expect, it } from 'vitest';
import { pipelineStatus } from '../../src/domain/pipeline-state.ts';
import { syncPipelineJob } from '../../src/jobs/sync-pipeline.ts';
import { cardsFollow } from '../../src/notifications/follow.ts';
import { loadSnapshot } from '../../src/pipelines/snapshot.ts';
import { mergeIntoStore } from '../../src/pipelines/store.ts';
import { saveProject } from '../../src/projects/save.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { subscribe } from '../../src/subscriptions/subscriptions.ts';
import { describeWithDatabase } from '../support/database.ts';
import { aPipeline, aWorkflow } from '../support/records.ts';
import { uuid } from '../support/snapshots.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

const EVERYTHING = {
  ...{ project: PROJECT, branches: [], tags: [], workflows: [], jobs: [], authors: [], bots: true },
};
const RELEASES = 'C0RELEASES';

describeWithDatabase('a success that only a webhook has reported', (databases) => {
  let core: Core;
  beforeEach(async () => {
    core = await openCore(databases);
    await saveProject(core.ctx, core.ctx.db, { slug: PROJECT, id: null, name: null });
    await subscribe(core.ctx, core.actor, DEPLOYS, { ...EVERYTHING, outcomes: ['success'] });
    await subscribe(core.ctx, core.actor, RELEASES, { ...EVERYTHING, outcomes: ['fixed'] });
  });
  afterEach(() => core.close());

  const PIPELINE = uuid(2);
  /** What a webhook does. Created `ago` seconds ago, ended now. */
  const tell = (id: string, status: string, ago: number) =>
    core.ctx.db.transaction().execute(async (tx) => {
      const now = core.ctx.now().getTime();
      const createdAt = new Date(now - ago * 1000).toISOString();
      const stoppedAt = new Date(now).toISOString();
      await mergeIntoStore(tx, {
        pipeline: aPipeline({ id, projectSlug: PROJECT, createdAt }),
        workflows: [
          aWorkflow({ id: `workflow of ${id}`, status, createdAt, stoppedAt, jobsComplete: false }),
        ],
      });
      await cardsFollow(core.ctx, tx, id);
    });
  const shown = async () => {
    const snapshot = await loadSnapshot(core.ctx, core.ctx.db, PIPELINE);
    const cards = await core.ctx.db
      .selectFrom('cards')
      .select('channel_id')
      .where('pipeline_id', '=', PIPELINE)
      .execute();
    return [snapshot === null ? 'nothing' : pipelineStatus(snapshot), ...cards.map((one) => one.channel_id)];
  };
  const read = (attempt: number) =>
    syncPipelineJob.run(core.ctx, { pipelineId: PIPELINE, attempt, reason: 'webhook' });

  it('is shown after 40 seconds in which CircleCI could not be read, and fixes nothing', async () => {
    await tell(uuid(1), 'failed', 600);
    await tell(PIPELINE, 'success', 60);
    core.circleci.faults.down(true);
    await read(3);
    expect(await shown()).toEqual(['checking']);
    await read(4);
    expect(await shown()).toEqual(['success', DEPLOYS]);
  });

  it('is shown at once where CircleCI does not know the pipeline', async () => {
    await tell(PIPELINE, 'success', 60);
    expect(await shown()).toEqual(['checking']);
    await read(0);
    expect(await shown()).toEqual(['success', DEPLOYS]);
  });

  it('is asked about again when more becomes known', async () => {
    await tell(PIPELINE, 'success', 60);
    await read(0);
    await core.ctx.db.transaction().execute(async (tx) => {
      await mergeIntoStore(tx, {
        pipeline: aPipeline({ id: PIPELINE, projectSlug: PROJECT }),
        workflows: [aWorkflow({ id: 'another', name: 'deploy', status: 'success' })],
      });
    });
    expect((await shown())[0]).toBe('checking');
  });

  it('a setup workflow that has ended is read again within seconds, for five minutes', async () => {
    const id = core.push('dynamic-empty');
    await core.circleci.control.settle();
    await core.forgetWaiting();
    const sync = { pipelineId: id, attempt: 100, reason: 'again' };
    await syncPipelineJob.run(core.ctx, sync);
    const [again] = await core.waiting('sync-pipeline');
    expect(again?.seconds).toBeLessThan(31);
    core.circleci.control.letTimePass(301_000);
    const { snapshot } = await syncPipeline(core.ctx, id, 'background');
    expect(pipelineStatus(snapshot)).toBe('setup-only');
    await core.forgetWaiting();
    await syncPipelineJob.run(core.ctx, sync);
    expect(await core.waiting('sync-pipeline')).toEqual([]);
  });
});
