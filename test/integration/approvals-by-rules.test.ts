import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actor.ts';
import { approvalsFor } from '../../src/waiting/mine.ts';
import { BEN } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { policyOf } from '../support/policies.ts';
import { type Core, DEPLOYS, openCore } from './support/core.ts';
import { HOUR_MS, waitingIn } from './support/waiting.ts';

const BACKEND = 'C0BACKEND2';

describeWithDatabase('what waits for somebody, by the rules', (databases) => {
  let core: Core;
  let story: ReturnType<typeof waitingIn>;
  beforeEach(async () => {
    core = await openCore(databases);
    story = waitingIn(core);
    await story.subscribe({});
  });
  afterEach(() => core.close());

  const ben = (channelId: string | null): Actor => ({ ...core.actor, userId: BEN, channelId });
  const mine = async (channelId: string | null = DEPLOYS) => {
    const { holds } = await approvalsFor(core.ctx, ben(channelId));
    return holds.map(({ job, onlyIn, needs }) => ({ job: job.name, onlyIn, needs }));
  };
  const free = [{ job: 'approve-deploy', onlyIn: [], needs: [] }];

  it('is all that is seen where there are none, and what a rule allows where there are', async () => {
    await story.held();
    expect(await mine()).toEqual(free);
    core.rules.current = policyOf(`
  - { name: others, allow: [approve], where: { job: release-* }, who: { everyone: true } }
  - { name: not this, allow: [cancel, run], who: { everyone: true } }
`);
    expect(await mine()).toEqual([]);
    core.rules.current = policyOf(`
  - { name: two of us, allow: [approve], who: { everyone: true }, when: { approvers: 2 } }
`);
    expect(await mine()).toEqual(free);
    core.rules.current = policyOf(`
  - { name: all, allow: [approve], who: { everyone: true } }
  - { name: not Ben, deny: [approve], who: { users: [${BEN}] } }
`);
    expect(await mine()).toEqual([]);
  });

  it('names the channel where a rule allows it only there, here and in App Home', async () => {
    await story.held();
    core.rules.current = policyOf(`
  - { name: here, allow: [approve], where: { channel: [${DEPLOYS}] }, who: { everyone: true } }
`);
    expect(await mine()).toEqual(free);
    const elsewhere = [{ job: 'approve-deploy', onlyIn: [DEPLOYS], needs: [] }];
    expect(await mine(BACKEND)).toEqual(elsewhere);
    expect(await mine(null)).toEqual(elsewhere);
    // A channel in which it has no card is none to send somebody to.
    core.rules.current = policyOf(`
  - { name: there, allow: [approve], where: { channel: [${BACKEND}] }, who: { everyone: true } }
`);
    expect(await mine()).toEqual([]);
  });

  it('says what is missing that one can add, and leaves out what one cannot', async () => {
    await story.held();
    core.rules.current = policyOf(`
  - { name: said why, allow: [approve], who: { everyone: true }, when: { linked: true, reason: true } }
`);
    expect(await mine()).toEqual([{ job: 'approve-deploy', onlyIn: [], needs: ['linked', 'reason'] }]);
    core.rules.current = policyOf(`
  - { name: not mine, allow: [approve], who: { everyone: true }, when: { not_starter: true } }
`);
    expect(await mine()).toEqual([]);
  });

  it('is not what was decided, is being decided, or is in no channel of theirs', async () => {
    const decided = await story.held();
    const other = await story.held();
    expect((await mine()).length).toBe(2);
    await core.ctx.db
      .updateTable('workflows')
      .set({ status: 'canceled' })
      .where('id', '=', decided.workflowId)
      .execute();
    expect((await mine()).length).toBe(1);
    await core.ctx.db
      .updateTable('cards')
      .set({ channel_id: 'C0LOUNGE99' })
      .where('pipeline_id', '=', other.pipelineId)
      .execute();
    expect(await mine()).toEqual([]);
    // What they asked for in their direct messages with the bot is theirs to see.
    await core.ctx.db
      .updateTable('cards')
      .set({ channel_id: 'D0BEN00002' })
      .where('pipeline_id', '=', other.pipelineId)
      .execute();
    expect(await mine()).toEqual([]);
    await core.ctx.db
      .insertInto('actions')
      .values({
        ...{ id: crypto.randomUUID(), kind: 'run', state: 'confirmed', team_id: core.actor.teamId },
        ...{ slack_user_id: BEN, channel_id: 'D0BEN00002', project_slug: 'gh/acme/web-shop', detail: '{}' },
      })
      .execute();
    expect(await mine(null)).toEqual(free);
  });

  it('asks Slack again after some seconds only, and never grows beyond what is looked at', async () => {
    await story.held();
    const calls = () => core.slack.calls.filter(({ method }) => method === 'users.conversations').length;
    await Promise.all([mine(), mine(), mine(null)]);
    expect(calls()).toBe(1);
    const now = core.ctx.now().getTime();
    const rows = Array.from({ length: 130 }, (_, index) => `p-${index}`);
    await core.ctx.db
      .insertInto('pipelines')
      .values(
        rows.map((id, index) => ({
          ...{
            id,
            project_slug: 'gh/acme/web-shop',
            number: index,
            trigger_type: 'webhook',
            state: 'created',
          },
          ...{ problems: '[]', created_at: new Date(now - HOUR_MS * (index + 1)) },
        })),
      )
      .execute();
    await core.ctx.db
      .insertInto('workflows')
      .values(
        rows.map((id) => ({
          id: `w-${id}`,
          pipeline_id: id,
          name: 'b',
          status: 'on_hold',
          created_at: new Date(now),
        })),
      )
      .execute();
    await core.ctx.db
      .insertInto('jobs')
      .values(
        rows.map((id) => ({
          id: `j-${id}`,
          workflow_id: `w-${id}`,
          name: 'go',
          type: 'approval',
          status: 'on_hold',
        })),
      )
      .execute();
    await core.ctx.db
      .insertInto('cards')
      .values(rows.map((id) => ({ pipeline_id: id, channel_id: DEPLOYS })))
      .execute();
    const all = await approvalsFor(core.ctx, ben(DEPLOYS));
    expect(all.isCut).toBe(true);
    expect(all.holds).toHaveLength(100);
    expect(all.holds[0]?.snapshot.id).toBe('p-129');
  });
});
