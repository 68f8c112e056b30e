import { afterAll, beforeAll, expect, it } from 'vitest';
import { messageText } from '../../simulators/slack/index.ts';
import { settleActionJob } from '../../src/jobs/settle-action.ts';
import { noteCall, putDown } from '../../src/runs/action-lease.ts';
import { beginAction, loadAction, type NewAction } from '../../src/runs/action-store.ts';
import { ADA } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, openCore, PROJECT } from './support/core.ts';

const ELEVEN_MINUTES_MS = 11 * 60_000;
const SHARED = { as: 'shared', rule: null } as const;

describeWithDatabase('a request that another process finishes', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());

  const read = async () =>
    (await core.slack.client.as(ADA).ephemerals('deploys')).map((message) => messageText(message));
  /** CircleCI was called by a process that died, and shows nothing of it for longer than the bot looks. */
  const leftBehind = async (wanted: NewAction) => {
    const action = await beginAction(core.ctx, core.actor, wanted, SHARED);
    if (action === null) throw new Error('the action was not taken');
    await noteCall(core.ctx.db, action, core.ctx.now());
    await putDown(core.ctx.db, action);
    core.clock.aheadMs += ELEVEN_MINUTES_MS;
    return action.id;
  };
  const run: NewAction = {
    ...{ kind: 'run', projectSlug: PROJECT, pipelineId: null, workflowId: null, jobId: null },
    detail: { ref: { branch: 'main' }, parameters: {} },
  };

  it('is told as never confirmed when the bot stops looking, once', async () => {
    const id = await leftBehind(run);
    await settleActionJob.run(core.ctx, { actionId: id });
    await settleActionJob.run(core.ctx, { actionId: id });
    expect(await loadAction(core.ctx.db, id)).toMatchObject({ state: 'failed' });
    expect(await read()).toEqual([
      expect.stringMatching(
        /^Your request for `gh\/acme\/web-shop` of .*\n.*never confirmed it.*stopped looking/,
      ),
    ]);
  });

  it('is told as a direct message where the channel refuses', async () => {
    const before = (await read()).length;
    core.slack.faults.next({ method: 'chat.postEphemeral', behaviour: 'error', error: 'not_in_channel' });
    const id = await leftBehind(run);
    await settleActionJob.run(core.ctx, { actionId: id });
    expect(await read()).toHaveLength(before);
    const direct = core.slack.calls.findLast(({ method }) => method === 'chat.postMessage');
    expect(direct?.args).toMatchObject({ channel: ADA, text: expect.stringContaining('never confirmed it') });
  });

  it('is not told where an emergency stop shows it', async () => {
    const before = core.slack.calls.length;
    const id = await leftBehind({
      ...run,
      ...{ kind: 'cancel', pipelineId: core.push('hold'), workflowId: 'workflow-1' },
      detail: { stopId: 'stop-1' },
    });
    await settleActionJob.run(core.ctx, { actionId: id });
    expect(await loadAction(core.ctx.db, id)).toMatchObject({ state: 'failed' });
    expect(core.slack.calls.slice(before).map(({ method }) => method)).not.toContain('chat.postEphemeral');
  });
});
