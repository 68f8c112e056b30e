import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { requestApproval } from '../../src/approvals/approve.ts';
import { approveDeed } from '../../src/approvals/approve-deed.ts';
import { searchAudit } from '../../src/audit/search.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { readPolicy } from '../../src/policy/read.ts';
import { beginAction, loadAction } from '../../src/runs/action-store.ts';
import { perform } from '../../src/runs/perform.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { ADA } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, openCore, PROJECT } from './support/core.ts';

describeWithDatabase('rules, step by step', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  beforeEach(() => rule('  - { name: all, allow: [approve], who: { everyone: true } }'));
  afterAll(() => core.close());

  const rule = (text: string) => {
    const reading = readPolicy(`version: 1\nrules:\n${text}`);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    core.rules.current = reading.policy;
  };
  const held = async () => {
    const id = core.push('hold');
    for (let n = 0; n < 20; n += 1) core.circleci.control.step();
    const { snapshot } = await syncPipeline(core.ctx, id, 'interactive');
    const [workflow] = snapshot.workflows;
    const job = workflow?.jobs.find(({ status }) => status === 'on_hold');
    if (workflow === undefined || job === undefined) throw new Error('nothing is on hold');
    return { pipelineId: id, workflowId: workflow.id, jobId: job.id };
  };
  const approvals = () => core.circleci.log.filter(({ path }) => path.includes('/approve/')).length;
  const newest = async () => (await searchAudit(core.ctx.db, { action: 'approve' }, 1)).entries[0];

  it('are asked again just before CircleCI is called', async () => {
    const target = await held();
    const wanted = { kind: 'approve' as const, projectSlug: PROJECT, ...target, detail: {} };
    const action = await beginAction(core.ctx, core.actor, wanted, { as: 'shared', rule: 'all' });
    if (action === null) throw new Error('somebody else was first');
    // Meanwhile somebody changes the rules.
    rule('  - { name: frozen, deny: [approve] }');
    const before = approvals();
    expect(await perform(core.ctx, action, approveDeed)).toMatchObject({ kind: 'denied', rule: 'frozen' });
    expect(approvals()).toBe(before);
    expect((await loadAction(core.ctx.db, action.id))?.state).toBe('failed');
    expect(await newest()).toMatchObject({ event: 'failed', why: 'denied' });
  });

  it('judge what is stored, whatever a forged button says', async () => {
    const one = await held();
    const other = await held();
    rule(
      `  - { name: this one, allow: [approve], where: { job: approve-deploy, project: ${PROJECT} }, who: { everyone: true } }`,
    );
    // The workflow of one hold with the job of another: it is not found there, so no rule about jobs lets it pass.
    const forged = { workflowId: one.workflowId, jobId: other.jobId };
    const before = approvals();
    expect(await requestApproval(core.ctx, core.actor, forged)).toMatchObject({ kind: 'denied' });
    rule('  - { name: all, allow: [approve], who: { everyone: true } }');
    expect(await requestApproval(core.ctx, core.actor, forged)).toEqual({ kind: 'gone' });
    expect(
      await requestApproval(core.ctx, core.actor, { workflowId: `'; drop table actions`, jobId: 'x' }),
    ).toEqual({
      kind: 'gone',
    });
    expect(approvals()).toBe(before);
  });

  it('that want several people let nobody do it alone', async () => {
    rule('  - { name: two, allow: [approve], who: { everyone: true }, when: { approvers: 2 } }');
    const before = approvals();
    const target = await held();
    expect(await requestApproval(core.ctx, core.actor, target)).toMatchObject({ kind: 'voted', have: 1 });
    expect(await requestApproval(core.ctx, core.actor, target)).toMatchObject({ kind: 'voted-before' });
    expect(approvals()).toBe(before);
  });

  it('that leave out who started it do so, and when nobody knows who did', async () => {
    rule('  - { name: four eyes, allow: [approve], who: { everyone: true }, when: { not_starter: true } }');
    const target = await held();
    const as = async (user: string | null) => {
      await core.ctx.db
        .updateTable('pipelines')
        .set({ started_by: user })
        .where('id', '=', target.pipelineId)
        .execute();
      return requestApproval(core.ctx, core.actor, target);
    };
    expect(await as(null)).toMatchObject({ kind: 'denied', missing: ['starter'] });
    expect(await as(ADA)).toMatchObject({ kind: 'denied', missing: ['starter'] });
  });

  it('leave an entry for each denial, with the rule and the version of the file, and the log stays whole', async () => {
    rule('  - { name: never, deny: [approve] }');
    await requestApproval(core.ctx, core.actor, { ...(await held()), reason: 'because' });
    expect(await newest()).toMatchObject({
      event: 'denied',
      as: null,
      rule: `never [policy ${core.rules.current?.digest}]`,
      reason: 'because',
      where: { project: PROJECT, job: 'approve-deploy', channel: core.actor.channelId },
    });
    expect(await verifyLog(core.ctx.db)).toMatchObject({ ok: true });
  });

  it('deny when Slack does not say who somebody is', async () => {
    core.slack.faults.next({ method: 'users.info', behaviour: 'error', error: 'internal_error' });
    const target = await held();
    expect(await requestApproval(core.ctx, { ...core.actor, userId: 'U0NOBODY99' }, target)).toMatchObject({
      kind: 'denied',
    });
  });
});
