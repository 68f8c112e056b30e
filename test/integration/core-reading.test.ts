import { afterAll, beforeAll, expect, it } from 'vitest';
import { syncPipelineJob } from '../../src/jobs/sync-pipeline.ts';
import { pollProject } from '../../src/runs/poll.ts';
import { requestRun } from '../../src/runs/run.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { subscribe } from '../../src/subscriptions/subscriptions.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

const EVERYTHING = {
  project: PROJECT,
  branches: [],
  tags: [],
  workflows: [],
  jobs: [],
  authors: [],
  bots: true,
  outcomes: ['all'] as const,
};

describeWithDatabase('reading CircleCI again and again', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
    await subscribe(core.ctx, core.actor, DEPLOYS, EVERYTHING);
  });
  afterAll(() => core.close());

  /** When the pipeline is read next, and how many readings in a row brought nothing. */
  const chainOf = async (pipelineId: string) => {
    const jobs = await core.waiting('sync-pipeline');
    return jobs.filter(({ data }) => JSON.stringify(data).includes(pipelineId));
  };
  const job = (pipelineId: string, attempt: number) => ({ pipelineId, attempt, reason: 'test' });

  it('notices that a reading brought nothing new', async () => {
    const id = core.push('hold');
    expect((await syncPipeline(core.ctx, id, 'background')).changed).toBe(true);
    expect((await syncPipeline(core.ctx, id, 'background')).changed).toBe(false);
    await core.circleci.control.step();
    await core.circleci.control.step();
    expect((await syncPipeline(core.ctx, id, 'background')).changed).toBe(true);
    expect((await syncPipeline(core.ctx, id, 'background')).changed).toBe(false);
  });

  it('comes back ever later, also when the project is looked at meanwhile', async () => {
    const id = core.push('hold');
    await syncPipeline(core.ctx, id, 'background');
    await core.forgetWaiting();
    await syncPipelineJob.run(core.ctx, job(id, 6));
    const seconds = (await chainOf(id))[0]?.seconds;
    expect(seconds).toBeGreaterThan(25);
    await pollProject(core.ctx, { projectSlug: PROJECT });
    expect(await chainOf(id)).toMatchObject([{ data: job(id, 7) }]);
  });

  it('comes back soon when a look at the project finds something new', async () => {
    const id = core.push('hold');
    await syncPipeline(core.ctx, id, 'background');
    await core.forgetWaiting();
    await syncPipelineJob.run(core.ctx, job(id, 6));
    await core.circleci.control.settle();
    await pollProject(core.ctx, { projectSlug: PROJECT });
    expect(await chainOf(id)).toMatchObject([{ data: { attempt: 0 } }]);
  });

  it('goes on when CircleCI was down, however long', async () => {
    const id = core.push('hold');
    await syncPipeline(core.ctx, id, 'background');
    await core.forgetWaiting();
    core.circleci.faults.down(true);
    await syncPipelineJob.run(core.ctx, job(id, 3)).finally(() => core.circleci.faults.down(false));
    const [next] = await chainOf(id);
    expect(next?.data).toMatchObject({ pipelineId: id, attempt: 4 });
    expect(next?.seconds).toBeGreaterThan(5);
  });

  it('ends when CircleCI does not know the pipeline any more', async () => {
    const gone = '00000000-0000-4000-8000-000000000000';
    await syncPipelineJob.run(core.ctx, job(gone, 3));
    expect(await chainOf(gone)).toEqual([]);
  });

  it('goes on for a run that has no card, until its workflows come', async () => {
    await core.ctx.db.deleteFrom('subscriptions').execute();
    await core.forgetWaiting();
    const home = { ...core.actor, channelId: null };
    const ref = { branch: 'scenario/no-workflow' };
    await requestRun(core.ctx, home, { projectSlug: PROJECT, ref, parameters: {} });
    await core.circleci.control.settle();
    const action = await core.ctx.db.selectFrom('actions').select('pipeline_id').executeTakeFirstOrThrow();
    const id = action.pipeline_id ?? '';
    await core.forgetWaiting();
    await syncPipelineJob.run(core.ctx, job(id, 0));
    expect(await chainOf(id)).toHaveLength(1);
    core.clock.aheadMs = 60_000;
    core.slack.faults.next({ method: 'chat.postMessage', behaviour: 'status' });
    await core.forgetWaiting();
    await expect(syncPipelineJob.run(core.ctx, job(id, 0))).rejects.toThrow('chat.postMessage');
    expect(await chainOf(id)).toHaveLength(1);
    await syncPipelineJob.run(core.ctx, job(id, 0));
    await syncPipelineJob.run(core.ctx, job(id, 0));
    expect(core.slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
  });
});
