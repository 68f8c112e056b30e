import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestApproval } from '../../src/approvals/approve.ts';
import { loadCard, noteUpdated } from '../../src/notifications/card-store.ts';
import { deliverCard } from '../../src/notifications/deliver.ts';
import { wantCard } from '../../src/notifications/follow.ts';
import { showAtOnce } from '../../src/notifications/show-at-once.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';

/** Nobody takes jobs here: what Slack shows was shown by whoever took the click. */
describeWithDatabase('a card that somebody clicked on', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());

  const held = async () => {
    const pipelineId = core.push('hold');
    for (let n = 0; n < 20; n += 1) core.circleci.control.step();
    const { snapshot } = await syncPipeline(core.ctx, pipelineId, 'interactive');
    const [workflow] = snapshot.workflows;
    const job = workflow?.jobs.find(({ status }) => status === 'on_hold');
    if (workflow === undefined || job === undefined) throw new Error('nothing is on hold');
    await core.ctx.db.transaction().execute((tx) => wantCard(tx, pipelineId, DEPLOYS));
    // Urgent: a fourth message within three seconds would have to wait for its turn.
    await deliverCard(core.ctx, { pipelineId, channelId: DEPLOYS, urgent: true });
    expect((await cardOf(pipelineId)).messageTs).not.toBeNull();
    // Two changes of one message within a second are one too many for Slack.
    core.clock.aheadMs += 5_000;
    return { pipelineId, workflowId: workflow.id, jobId: job.id };
  };
  const updates = () => core.slack.calls.filter(({ method }) => method === 'chat.update');
  /** CircleCI goes on while something is done. */
  const whileItMoves = async <T>(work: () => Promise<T>): Promise<T> => {
    const moving = setInterval(() => core.circleci.control.step(), 20);
    try {
      return await work();
    } finally {
      clearInterval(moving);
    }
  };
  const cardOf = async (pipelineId: string) => {
    const card = await loadCard(core.ctx.db, pipelineId, DEPLOYS);
    if (card === null) throw new Error('there is no card');
    return card;
  };

  it('says so before CircleCI is called, without the queue', async () => {
    const target = await held();
    const before = updates().length;
    const asked = whileItMoves(() => requestApproval(core.ctx, core.actor, target));
    await core.slack.client.waitFor(() => updates().length > before, { timeoutMs: 10_000 });
    expect(JSON.stringify(updates().at(-1)?.args)).toContain('approving…');
    await asked;
    const approved = core.circleci.log.find(({ path }) => path.includes('/approve/'));
    expect(approved?.at).toBeGreaterThanOrEqual(updates()[before]?.at ?? Number.POSITIVE_INFINITY);
  });

  it('is left to the queue when Slack does not take it, and CircleCI is called all the same', async () => {
    const target = await held();
    await core.forgetWaiting();
    core.slack.faults.next({ method: 'chat.update', behaviour: 'error', error: 'internal_error' });
    const outcome = await whileItMoves(() => requestApproval(core.ctx, core.actor, target));
    expect(outcome).toMatchObject({ kind: 'confirmed' });
    const jobs = await core.waiting('deliver-card');
    expect(jobs).toMatchObject([{ data: { pipelineId: target.pipelineId, channelId: DEPLOYS } }]);
  });

  it('is never shown twice at once by one process', async () => {
    const { pipelineId } = await held();
    const before = core.slack.calls.length;
    await core.ctx.db
      .updateTable('cards')
      .set({ shown_hash: null, shown_edge: null })
      .where('pipeline_id', '=', pipelineId)
      .execute();
    await Promise.all([1, 2, 3].map(() => showAtOnce(core.ctx, { pipelineId, channelId: DEPLOYS })));
    expect(core.slack.calls.slice(before).filter(({ method }) => method === 'chat.update')).toHaveLength(1);
  });

  it('is shown anew when another replica changed it in the same moment', async () => {
    const { pipelineId } = await held();
    const both = [await cardOf(pipelineId), await cardOf(pipelineId)] as const;
    const shown = { edge: 'e', at: core.ctx.now() };
    expect(await noteUpdated(core.ctx.db, both[0], { ...shown, hash: 'one' })).toBe(true);
    expect(await noteUpdated(core.ctx.db, both[1], { ...shown, hash: 'other' })).toBe(false);
    expect((await cardOf(pipelineId)).shownHash).toBeNull();
    core.clock.aheadMs += 5_000;
    const before = updates().length;
    await deliverCard(core.ctx, { pipelineId, channelId: DEPLOYS });
    expect(updates().length - before).toBe(1);
  });
});
