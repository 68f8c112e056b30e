import { afterAll, beforeAll, expect, it } from 'vitest';
import { approveDeed } from '../../src/approvals/approve-deed.ts';
import { resume } from '../../src/approvals/resume.ts';
import { dispatchCommand } from '../../src/commands/dispatch.ts';
import { readConfig } from '../../src/config.ts';
import type { Context } from '../../src/context.ts';
import { connect, disconnect } from '../../src/identities/connect.ts';
import { connectForm } from '../../src/identities/form.ts';
import { warnIdentities } from '../../src/identities/notices.ts';
import { keepPending, takePending } from '../../src/identities/pending.ts';
import { CannotOpen } from '../../src/identities/sealed.ts';
import { findLinked, openToken } from '../../src/identities/store.ts';
import { settleActionJob } from '../../src/jobs/settle-action.ts';
import { beginAction, loadAction } from '../../src/runs/action-store.ts';
import { requestDeed } from '../../src/runs/change.ts';
import { perform } from '../../src/runs/perform.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { BEN } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { ADAS, BENS, keys } from '../support/people.ts';
import { type Core, openCore, PROJECT } from './support/core.ts';

const A_YEAR_MS = 365 * 86_400_000;

describeWithDatabase('linked people, step by step', (databases) => {
  let core: Core;
  let ctx: Context;
  /** The same program with other keys, as after a restart. */
  const withKeys = (value: string): Context => ({
    ...core.ctx,
    config: {
      ...core.ctx.config,
      identities: readConfig({
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 's',
        CIRCLECI_TOKEN: 't-of-the-bot',
        CIRCLECI_WEBHOOK_SECRET: 'long-enough',
        ENCRYPTION_KEYS: value,
      }).identities,
    },
  });
  beforeAll(async () => {
    core = await openCore(databases, { otherUsers: [ADAS, BENS] });
    ctx = withKeys(keys('a'));
    expect(await connect(ctx, core.actor, ADAS.token)).toMatchObject({ kind: 'connected', login: 'ada-l' });
  });
  afterAll(() => core.close());

  const linked = async () => {
    const found = await findLinked(core.ctx.db, core.actor);
    if (found === null) throw new Error('Ada is not linked');
    return found;
  };
  const held = async () => {
    const id = core.push('hold');
    for (let n = 0; n < 20; n += 1) core.circleci.control.step();
    const { snapshot } = await syncPipeline(core.ctx, id, 'interactive');
    const [workflow] = snapshot.workflows;
    const job = workflow?.jobs.find(({ status }) => status === 'on_hold');
    if (workflow === undefined || job === undefined) throw new Error('nothing is on hold');
    return {
      kind: 'approve' as const,
      projectSlug: PROJECT,
      pipelineId: id,
      workflowId: workflow.id,
      jobId: job.id,
      detail: {},
    };
  };
  const approver = async ({ workflowId, jobId }: { workflowId: string; jobId: string }) => {
    const answer = await fetch(`${core.circleci.url}/api/v2/workflow/${workflowId}/job`, {
      headers: { 'circle-token': core.circleci.token },
    });
    const { items } = (await answer.json()) as { items: { id: string; approved_by?: string }[] };
    return items.find(({ id }) => id === jobId)?.approved_by ?? null;
  };

  /** CircleCI goes on while something is done. */
  const whileItMoves = async <T>(work: () => Promise<T>): Promise<T> => {
    const moving = setInterval(() => core.circleci.control.step(), 20);
    try {
      return await work();
    } finally {
      clearInterval(moving);
    }
  };

  it('opens a token with an older key, and encrypts it anew with the first', async () => {
    const before = await linked();
    expect(before.keyId).toBe('key-a');
    const rotated = withKeys(keys('b', 'a'));
    expect(await openToken(rotated, before)).toBe(ADAS.token);
    const after = await linked();
    expect(after.keyId).toBe('key-b');
    expect(await openToken(withKeys(keys('b')), after)).toBe(ADAS.token);
    await openToken(withKeys(keys('a', 'b')), after);
  });

  it.each([
    ['lost', keys('c'), 'no-key'],
    ['another one of the same name', `key-a:${Buffer.alloc(32, 'z').toString('base64')}`, 'wrong-key'],
  ])(
    'says so when the key is %s, overwrites nothing, and asks CircleCI for nothing',
    async (_, value, code) => {
      const before = await linked();
      const broken = withKeys(value);
      await expect(openToken(broken, before)).rejects.toMatchObject({ name: 'CannotOpen', code });
      const wanted = await held();
      expect(await requestDeed(broken, core.actor, wanted, approveDeed)).toEqual({
        kind: 'token-unreadable',
      });
      expect(await approver(wanted)).toBeNull();
      expect(await connectForm(broken, core.actor)).toMatchObject({ now: { unreadable: true } });
      expect(await linked()).toEqual(before);
    },
  );

  it('opens nobody’s token for somebody else, nor for another CircleCI', async () => {
    const own = await linked();
    await expect(openToken(ctx, { ...own, userId: BEN })).rejects.toThrow(CannotOpen);
    await expect(openToken(ctx, { ...own, teamId: 'T9' })).rejects.toThrow(CannotOpen);
    await expect(openToken(ctx, { ...own, host: 'evil.example' })).rejects.toThrow(CannotOpen);
    const cut = `${own.sealed.slice(0, -8)}AAAAAAA=`;
    await expect(openToken(ctx, { ...own, sealed: cut })).rejects.toThrow(CannotOpen);
    await expect(openToken(ctx, { ...own, sealed: '' })).rejects.toThrow(CannotOpen);
  });

  it('is settled as the person by another process, from a row and a job without the token', async () => {
    const wanted = await held();
    const action = await beginAction(ctx, core.actor, wanted, { as: `linked:${ADAS.id}`, rule: null });
    if (action === null) throw new Error('somebody else was first');
    expect(JSON.stringify([action, await core.waiting('settle-action')])).not.toContain(ADAS.token);
    // Whoever began it died.
    core.clock.aheadMs += 60_000;
    await whileItMoves(() => settleActionJob.run(ctx, { actionId: action.id }));
    expect((await loadAction(core.ctx.db, action.id))?.state).toBe('confirmed');
    expect(await approver(wanted)).toBe(ADAS.id);
  });

  it('is not done when the person disconnected, or connected as somebody else, meanwhile', async () => {
    const wanted = await held();
    const action = await beginAction(ctx, core.actor, wanted, { as: `linked:${ADAS.id}`, rule: null });
    if (action === null) throw new Error('somebody else was first');
    await connect(ctx, core.actor, BENS.token);
    expect(await perform(ctx, action, approveDeed)).toEqual({ kind: 'identity-changed' });
    expect(await approver(wanted)).toBeNull();
    await disconnect(ctx, core.actor);
    const next = await requestDeed(ctx, core.actor, wanted, approveDeed);
    expect(next).toMatchObject({ kind: 'not-connected', requestId: expect.any(String) });
    await connect(ctx, core.actor, ADAS.token);
  });

  it('links one CircleCI user to one person: who connects last has it', async () => {
    const ben = { ...core.actor, userId: BEN };
    expect(await connect(ctx, ben, ADAS.token)).toMatchObject({ insteadOf: core.actor.userId });
    expect(await findLinked(core.ctx.db, core.actor)).toBeNull();
    await connect(ctx, core.actor, ADAS.token);
    expect(await findLinked(core.ctx.db, ben)).toBeNull();
  });

  it('gives what waits back once, to its person only, and not for ever', async () => {
    const wanted = await held();
    const id = await keepPending(ctx, core.actor, wanted);
    expect(await takePending(ctx, { ...core.actor, userId: BEN }, id)).toBeNull();
    expect(await takePending(ctx, core.actor, `' or true --`)).toBeNull();
    // A form that is submitted twice at once.
    const both = await whileItMoves(() =>
      Promise.all([resume(ctx, core.actor, id), resume(ctx, core.actor, id)]),
    );
    expect(both.filter((one) => one !== null)).toMatchObject([
      { kind: 'approve', outcome: { kind: 'confirmed' } },
    ]);
    const late = await keepPending(ctx, core.actor, wanted);
    core.clock.aheadMs += 31 * 60_000;
    expect(await takePending(ctx, core.actor, late)).toBeNull();
  });

  it('warns once, two weeks before a token can be a year old', async () => {
    const said = async () =>
      (await core.slack.client.as(core.actor.userId).directMessages()).filter(({ text }) =>
        text.includes('a year old'),
      ).length;
    await warnIdentities(ctx);
    expect(await said()).toBe(0);
    core.clock.aheadMs += A_YEAR_MS - 13 * 86_400_000;
    await warnIdentities(ctx);
    await warnIdentities(ctx);
    expect(await said()).toBe(1);
  });

  it('logs no token: neither one that is typed nor one that is used', async () => {
    const lines: string[] = [];
    const log = createLogger('trace', { write: (line) => void lines.push(line) });
    const loud = { ...ctx, log };
    const typed = 'CCIPAT_typed_into_a_command_01';
    await dispatchCommand(loud, {
      actor: core.actor,
      text: `connect ${typed}`,
      triggerId: 'x',
      responseUrl: 'http://127.0.0.1:1/',
      respond: () => Promise.reject(new Error(`no, ${typed}`)),
    });
    core.circleci.faults.next({
      match: { method: 'GET', path: /\/me$/ },
      behaviour: { kind: 'status', status: 401, body: { message: `Bad token ${ADAS.token}` } },
    });
    expect(await connect(loud, core.actor, ADAS.token)).toEqual({ kind: 'refused' });
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).not.toContain(typed);
    expect(lines.join('')).not.toContain(ADAS.token);
  });
});
