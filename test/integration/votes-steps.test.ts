import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createCircleCI } from '../../src/api/index.ts';
import { requestApproval } from '../../src/approvals/approve.ts';
import { approveDeed } from '../../src/approvals/approve-deed.ts';
import { countLeftVotes } from '../../src/approvals/count-votes.ts';
import { requestReject } from '../../src/approvals/reject.ts';
import { resume } from '../../src/approvals/resume.ts';
import { withdrawVote } from '../../src/approvals/withdraw.ts';
import { searchAudit } from '../../src/audit/search.ts';
import { verifyLog } from '../../src/audit/verify.ts';
import { delegate, delegationsOf, forgetDelegations } from '../../src/policy/delegations.ts';
import { readPolicy } from '../../src/policy/read.ts';
import { beginAction } from '../../src/runs/action-store.ts';
import { perform } from '../../src/runs/perform.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { createSlackApi } from '../../src/slack/create-slack-api.ts';
import { createWebClient } from '../../src/slack/web-client.ts';
import { votesOn } from '../../src/votes/store.ts';
import { ADA, BEN, CHIE } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, openCore, PROJECT } from './support/core.ts';

const OWNERS = 'S0OWNERS01';

describeWithDatabase('votes, step by step', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  beforeEach(() =>
    rule('  - { name: two, allow: [approve], who: { everyone: true }, when: { approvers: 2 } }'),
  );
  afterAll(() => core.close());

  const rule = (text: string) => {
    const reading = readPolicy(`version: 1\nrules:\n${text}`);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    core.rules.current = reading.policy;
  };
  const as = (userId: string) => ({ ...core.actor, userId });
  const held = async (scenario: 'hold' | 'two-holds' = 'hold') => {
    const id = core.push(scenario);
    for (let n = 0; n < 20; n += 1) core.circleci.control.step();
    const { snapshot } = await syncPipeline(core.ctx, id, 'interactive');
    const [workflow] = snapshot.workflows;
    const job = workflow?.jobs.find(({ status }) => status === 'on_hold');
    if (workflow === undefined || job === undefined) throw new Error('nothing is on hold');
    return { pipelineId: id, workflowId: workflow.id, jobId: job.id };
  };
  /** CircleCI moves on while somebody waits for it. */
  const moving = async <T>(wanted: Promise<T>): Promise<T> => {
    const timer = setInterval(() => core.circleci.control.step(), 20);
    try {
      return await wanted;
    } finally {
      clearInterval(timer);
    }
  };
  const calls = (path: RegExp) => core.circleci.log.filter((one) => path.test(one.path)).length;
  const approvals = () => calls(/\/approve\//);
  const newest = async (action: string) => (await searchAudit(core.ctx.db, { action }, 1)).entries[0];
  /** Slack asked anew, as it is when what was kept has run out. */
  const anew = () => {
    const client = createWebClient(core.ctx.config.slack, core.ctx.log);
    return {
      ...core.ctx,
      slack: createSlackApi(client, core.ctx.config.slack.apiUrl, core.ctx.metrics, core.ctx.log),
    };
  };

  it('call CircleCI once for two last ones in the same moment, whoever wins', async () => {
    for (let round = 0; round < 3; round += 1) {
      const target = await held();
      const before = approvals();
      const both = [ADA, BEN].map((user) => requestApproval(core.ctx, as(user), target));
      const outcomes = await moving(Promise.all(both));
      expect(outcomes.filter(({ kind }) => kind === 'confirmed')).toHaveLength(1);
      expect(outcomes.every(({ kind }) => ['confirmed', 'already', 'voted'].includes(kind))).toBe(true);
      expect(approvals() - before).toBe(1);
    }
    expect(await verifyLog(core.ctx.db)).toMatchObject({ ok: true });
  });

  it('are confirmed each by who gives them, where a rule asks for that and for a reason, too', async () => {
    rule(
      '  - { name: sure, allow: [approve], who: { everyone: true }, when: { approvers: 2, reason: true, confirm: true } }',
    );
    const target = { ...(await held()), reason: 'release day' };
    const before = approvals();
    const yes = async (userId: string) => {
      const asked = await requestApproval(core.ctx, as(userId), target);
      if (asked.kind !== 'confirm') throw new Error(`not asked to confirm: ${JSON.stringify(asked)}`);
      return moving(resume(core.ctx, as(userId), asked.requestId));
    };
    expect(await yes(ADA)).toEqual({ kind: 'approve', outcome: { kind: 'voted', have: 1, needed: 2 } });
    expect(approvals()).toBe(before);
    expect(await yes(BEN)).toMatchObject({ kind: 'approve', outcome: { kind: 'confirmed' } });
    expect(approvals() - before).toBe(1);
    expect(await newest('approve')).toMatchObject({ event: 'confirmed', reason: 'release day' });
  });

  it('of somebody who left the group count no more when the last one is given', async () => {
    core.slack.setUserGroup(OWNERS, [ADA, BEN]);
    rule(`  - { name: owners, allow: [approve], who: { groups: [${OWNERS}] }, when: { approvers: 2 } }`);
    const target = await held();
    const before = approvals();
    expect(await requestApproval(core.ctx, as(ADA), target)).toEqual({ kind: 'voted', have: 1, needed: 2 });
    core.slack.setUserGroup(OWNERS, [BEN, CHIE]);
    const now = anew();
    expect(await requestApproval(now, as(BEN), target)).toEqual({ kind: 'voted', have: 1, needed: 2 });
    expect(approvals()).toBe(before);
    expect(await newest('vote')).toMatchObject({
      event: 'denied',
      why: 'counts-no-more',
      who: expect.stringContaining(ADA),
    });
    expect(await moving(requestApproval(now, as(CHIE), target))).toMatchObject({ kind: 'confirmed' });
    expect(approvals() - before).toBe(1);
  });

  it('that count no more are given anew, at once', async () => {
    const target = await held();
    await requestApproval(core.ctx, as(ADA), target);
    rule(
      '  - { name: why, allow: [approve], who: { everyone: true }, when: { approvers: 2, reason: true } }',
    );
    const why = { ...target, reason: 'because' };
    expect(await requestApproval(core.ctx, as(ADA), target)).toMatchObject({ missing: ['reason'] });
    expect(await requestApproval(core.ctx, as(ADA), why)).toEqual({ kind: 'voted', have: 1, needed: 2 });
    expect(await requestApproval(core.ctx, as(ADA), why)).toMatchObject({ kind: 'voted-before', have: 1 });
    expect((await votesOn(core.ctx.db, target)).map(({ reason }) => reason)).toEqual(['because']);
    expect(await moving(requestApproval(core.ctx, as(BEN), why))).toMatchObject({ kind: 'confirmed' });
  });

  it('are asked for again just before CircleCI is called', async () => {
    const target = await held();
    const before = approvals();
    expect(await requestApproval(core.ctx, as(ADA), target)).toMatchObject({ kind: 'voted' });
    const wanted = { kind: 'approve' as const, projectSlug: PROJECT, ...target, detail: {} };
    const action = await beginAction(core.ctx, as(BEN), wanted, { as: 'shared', rule: 'two' });
    if (action === null) throw new Error('somebody else was first');
    // Ben never voted: an action alone is not enough.
    expect(await perform(core.ctx, action, approveDeed)).toMatchObject({
      kind: 'denied',
      missing: ['approvers'],
    });
    expect(approvals()).toBe(before);
  });

  it('do not add up what one rule grants to some and another to others', async () => {
    rule(`  - { name: a pair, allow: [approve], who: { users: [${ADA}, ${BEN}] }, when: { approvers: 2 } }
  - { name: a crowd, allow: [approve], who: { everyone: true }, when: { approvers: 3 } }`);
    const target = await held();
    const before = approvals();
    expect(await requestApproval(core.ctx, as(CHIE), target)).toEqual({ kind: 'voted', have: 1, needed: 3 });
    expect(await requestApproval(core.ctx, as(ADA), target)).toEqual({ kind: 'voted', have: 1, needed: 2 });
    expect(approvals()).toBe(before);
    expect(await moving(requestApproval(core.ctx, as(BEN), target))).toMatchObject({ kind: 'confirmed' });
  });

  it('are counted by another process when the one of the last vote died', async () => {
    const target = await held();
    const { pipelineId, workflowId, jobId } = target;
    const before = approvals();
    await requestApproval(core.ctx, as(ADA), target);
    await core.forgetWaiting();
    // As it is after a crash between the vote and the counting.
    await core.ctx.db
      .insertInto('votes')
      .values({
        workflow_id: workflowId,
        job_id: jobId,
        pipeline_id: pipelineId,
        team_id: core.actor.teamId,
        user_id: BEN,
        right_of: BEN,
        channel_id: core.actor.channelId,
        reason: null,
        counts: true,
        needed: 2,
        voted_at: core.ctx.now(),
      })
      .execute();
    await moving(countLeftVotes(core.ctx, target));
    await moving(countLeftVotes(core.ctx, target));
    expect(approvals() - before).toBe(1);
    // Nobody is said to have tried again what only the bot did.
    expect((await newest('vote'))?.who).toContain(ADA);
    expect(await newest('approve')).toMatchObject({ event: 'confirmed', who: expect.stringContaining(BEN) });
  });

  it('leave a job behind when there are enough of them, and none before', async () => {
    await core.forgetWaiting();
    const target = await held();
    await requestApproval(core.ctx, as(ADA), target);
    expect(await core.waiting('count-votes')).toHaveLength(0);
    await moving(requestApproval(core.ctx, as(BEN), target));
    expect(await core.waiting('count-votes')).toMatchObject([
      { data: { workflowId: target.workflowId, jobId: target.jobId } },
    ]);
  });

  it('are about a hold that is stored, whatever a forged button says', async () => {
    const one = await held();
    const other = await held();
    const forged = { workflowId: one.workflowId, jobId: other.jobId };
    expect(await requestApproval(core.ctx, as(ADA), forged)).toEqual({ kind: 'gone' });
    expect(await votesOn(core.ctx.db, forged)).toEqual([]);
    expect(await requestReject(core.ctx, as(ADA), { ...forged, reason: 'x' })).toEqual({ kind: 'gone' });
    expect(await withdrawVote(core.ctx, as(ADA), forged)).toBe('no-vote');
    const injected = { workflowId: `'; drop table votes`, jobId: '\u0000' };
    expect(await requestApproval(core.ctx, as(ADA), injected)).toEqual({ kind: 'gone' });
  });

  it('cannot be withdrawn once it is decided, nor given for what does not wait', async () => {
    const target = await held();
    await requestApproval(core.ctx, as(ADA), target);
    expect(await moving(requestApproval(core.ctx, as(BEN), target))).toMatchObject({ kind: 'confirmed' });
    expect(await withdrawVote(core.ctx, as(ADA), target)).toBe('too-late');
    await syncPipeline(core.ctx, target.pipelineId, 'interactive');
    expect(await requestApproval(core.ctx, as(CHIE), target)).toMatchObject({ kind: 'already' });
    expect((await votesOn(core.ctx.db, target)).map(({ userId }) => userId)).toEqual([ADA, BEN]);
  });

  it('go on without rules that ask for several: one is enough then', async () => {
    const target = await held();
    await requestApproval(core.ctx, as(ADA), target);
    rule('  - { name: one, allow: [approve], who: { everyone: true } }');
    expect(await moving(requestApproval(core.ctx, as(BEN), target))).toMatchObject({ kind: 'confirmed' });
  });

  it('in somebody’s place end with the delegation, and are void where it was the only right', async () => {
    rule(`  - { name: pair, allow: [approve], who: { users: [${ADA}, ${BEN}] }, when: { approvers: 2 } }
  - { name: not here, deny: [approve], where: { project: gh/acme/other } }`);
    const target = await held();
    expect(await requestApproval(core.ctx, as(CHIE), target)).toMatchObject({ kind: 'denied' });
    const until = new Date(core.ctx.now().getTime() + 3_600_000);
    await delegate(core.ctx, as(ADA), { to: CHIE, until, reason: null });
    expect(await requestApproval(core.ctx, as(CHIE), target)).toEqual({ kind: 'voted', have: 1, needed: 2 });
    core.clock.aheadMs = 3_700_000;
    try {
      expect(await delegationsOf(core.ctx, as(CHIE))).toEqual({ own: null, received: [] });
      const before = approvals();
      expect(await requestApproval(core.ctx, as(BEN), target)).toEqual({ kind: 'voted', have: 1, needed: 2 });
      expect(approvals()).toBe(before);
      await forgetDelegations(core.ctx, null);
      expect(await core.ctx.db.selectFrom('delegations').selectAll().execute()).toEqual([]);
    } finally {
      core.clock.aheadMs = 0;
    }
    expect(await newest('delegate')).toMatchObject({ event: 'confirmed' });
  });

  it('cannot be given in the place of somebody by whom a rule forbids it', async () => {
    rule(`  - { name: ada, allow: [approve], who: { users: [${ADA}] } }
  - { name: never chie, deny: [approve], who: { users: [${CHIE}] } }`);
    const until = new Date(core.ctx.now().getTime() + 3_600_000);
    await delegate(core.ctx, as(ADA), { to: CHIE, until, reason: null });
    const target = await held();
    expect(await requestApproval(core.ctx, as(CHIE), target)).toMatchObject({
      kind: 'denied',
      rule: 'never chie',
    });
    await delegate(core.ctx, as(ADA), { to: BEN, until, reason: null });
    expect(await moving(requestApproval(core.ctx, as(BEN), target))).toMatchObject({ kind: 'confirmed' });
    const [action] = await core.ctx.db
      .selectFrom('actions')
      .select('detail')
      .where('job_id', '=', target.jobId)
      .execute();
    expect(action?.detail).toMatchObject({ standsFor: ADA });
    await forgetDelegations(core.ctx, BEN);
    expect(await core.ctx.db.selectFrom('delegations').selectAll().execute()).toEqual([]);
  });

  it('and a rejection in the same moment: one of them is done', async () => {
    rule('  - { name: one, allow: [approve], who: { everyone: true } }');
    const target = await held();
    const before = calls(/\/approve\/|\/cancel$/);
    const outcomes = await moving(
      Promise.all([
        requestApproval(core.ctx, as(ADA), target),
        requestReject(core.ctx, as(BEN), { ...target, reason: 'no' }),
      ]),
    );
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['already', 'confirmed']);
    expect(calls(/\/approve\/|\/cancel$/) - before).toBe(1);
  });

  it('are not needed to reject, which cancels the hold alone where that is configured', async () => {
    // The simulator stands for CircleCI Cloud; a Server has no such call.
    const circleci = createCircleCI({ ...core.ctx.config.circleci, server: false });
    const config = { ...core.ctx.config, onReject: 'cancel-hold' as const };
    const target = await held();
    const [before, canceled] = [calls(/\/jobs\/[^/]+\/cancel$/), calls(/\/workflow\/[^/]+\/cancel$/)];
    const ctx = { ...core.ctx, circleci, config };
    const rejected = await moving(requestReject(ctx, as(ADA), { ...target, reason: 'not today' }));
    await circleci.close();
    expect(rejected).toMatchObject({ kind: 'confirmed' });
    expect(calls(/\/jobs\/[^/]+\/cancel$/) - before).toBe(1);
    expect(calls(/\/workflow\/[^/]+\/cancel$/)).toBe(canceled);
    expect(await newest('reject')).toMatchObject({ event: 'confirmed', reason: 'not today' });
  });

  it('cannot reject the hold alone at a Server, which is said', async () => {
    const config = { ...core.ctx.config, onReject: 'cancel-hold' as const };
    const target = await held();
    const rejected = await requestReject({ ...core.ctx, config }, as(ADA), { ...target, reason: 'x' });
    expect(rejected).toMatchObject({ kind: 'refused', message: expect.stringMatching(/Server/) });
  });

  // The last one: she does not come back.
  it('of somebody who left the workspace count no more, whatever rules still name them', async () => {
    rule(
      `  - { name: three, allow: [approve], who: { users: [${ADA}, ${BEN}, ${CHIE}] }, when: { approvers: 2 } }`,
    );
    const target = await held();
    expect(await requestApproval(core.ctx, as(CHIE), target)).toMatchObject({ kind: 'voted', have: 1 });
    core.slack.deactivate(CHIE);
    const now = anew();
    expect(await requestApproval(now, as(ADA), target)).toEqual({ kind: 'voted', have: 1, needed: 2 });
    expect(await moving(requestApproval(now, as(BEN), target))).toMatchObject({ kind: 'confirmed' });
  });
});
