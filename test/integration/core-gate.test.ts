import { randomUUID } from 'node:crypto';
import type { SlashCommand, ViewSubmitAction } from '@slack/bolt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rememberIdentity } from '../../src/slack/identity.ts';
import { slackRequests } from '../../src/slack-requests.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

describeWithDatabase('the way in for Slack’s requests', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());

  const handlers = () => slackRequests(core.ctx, rememberIdentity(core.ctx.slack));
  const triggers = () => core.circleci.log.filter(({ method }) => method === 'POST').length;

  /** As the run form is submitted; Bolt's type says more than the bot reads. */
  const submission = () =>
    ({
      type: 'view_submission',
      trigger_id: randomUUID(),
      user: { id: core.actor.userId, team_id: core.actor.teamId },
      team: { id: core.actor.teamId },
      view: {
        id: 'V1',
        type: 'modal',
        hash: '1.a',
        callback_id: 'run.submit',
        private_metadata: '{}',
        state: { values: { project: { 'run.project': { selected_option: { value: PROJECT } } } } },
      },
    }) as const;

  it('asks again, within Slack’s three seconds, whoever submits a form and cannot be identified', async () => {
    core.slack.faults.next({ method: 'users.info', behaviour: 'hang' });
    const began = performance.now();
    const body: object = submission();
    const { answer, after } = await handlers().submit(body as ViewSubmitAction);
    expect(performance.now() - began).toBeLessThan(2_900);
    expect(answer?.errors.project).toContain('Try again');
    expect(after).toBeUndefined();
    expect(triggers()).toBe(0);
  });

  it('tells the person when the database cannot be asked, and does nothing', async () => {
    const broken = await openCore(databases);
    await broken.loseDatabase();
    const told: string[] = [];
    const slack = {
      ...broken.ctx.slack,
      respond: async (_url: string, { text }: { text: string }) => void told.push(text),
    };
    const requests = slackRequests({ ...broken.ctx, slack }, rememberIdentity(broken.ctx.slack));
    const command: object = {
      command: '/circleci',
      text: `run ${PROJECT}`,
      team_id: broken.actor.teamId,
      user_id: broken.actor.userId,
      channel_id: DEPLOYS,
      trigger_id: randomUUID(),
      response_url: `${broken.slack.url}/response/none`,
    };
    await requests.command(command as SlashCommand);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('The bot’s database cannot be reached right now');
    expect(told[0]).toContain('Nothing was done. Try again in a minute.');
    expect(told[0]).toContain('Reference for the log');
    expect(broken.circleci.log.filter(({ method }) => method === 'POST')).toEqual([]);
    await broken.close();
  });
});
