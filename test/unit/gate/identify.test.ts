import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { type Claim, identify } from '../../../src/gate/identify.ts';
import type { SlackApi, SlackUser } from '../../../src/slack/slack-api.ts';
import { SlackError } from '../../../src/slack/slack-error.ts';
import { createLogger } from '../../../src/telemetry/log.ts';

const HOME = 'T0HOME';
const config = readConfig({
  SLACK_BOT_TOKEN: ['xoxb', 'test'].join('-'),
  SLACK_SIGNING_SECRET: 'a-signing-secret-for-tests',
  CIRCLECI_TOKEN: 'a-token-for-tests',
  CIRCLECI_WEBHOOK_SECRET: 'a-webhook-secret-for-tests',
});

const member: SlackUser = {
  id: 'U1',
  teamId: HOME,
  alsoIn: [],
  name: 'ada',
  locale: 'ja-JP',
  isBot: false,
  isExternal: false,
  isGuest: false,
};
const claim: Claim = { teamId: HOME, userId: 'U1', channelId: 'C1' };

function ask(user: () => Promise<SlackUser>, claimed: Partial<Claim> = {}, patienceMs = 1_000) {
  const slack: Pick<SlackApi, 'user'> = { user };
  const ctx = { slack: { ...unused, ...slack }, config, log: createLogger('silent') };
  return identify(ctx, HOME, { ...claim, ...claimed }, patienceMs);
}
const never = () => Promise.reject(new Error('not to be called here'));
const unused: Omit<SlackApi, 'user'> = {
  post: never,
  update: never,
  postEphemeral: never,
  respond: never,
  findByMetadata: never,
  findReplyByMetadata: never,
  uploadText: never,
  openView: never,
  updateView: never,
  publishHome: never,
  groupMembers: never,
  home: never,
  channelsOf: never,
  userByEmail: never,
  authTest: never,
};
const is = (parts: Partial<SlackUser>) => async () => ({ ...member, ...parts });

describe('who is acting', () => {
  it('is a member of the workspace, with their language and the place they act from', async () => {
    expect(await ask(is({}))).toEqual({
      ok: true,
      actor: { teamId: HOME, userId: 'U1', channelId: 'C1', locale: 'ja' },
    });
  });

  it.each<[string, Partial<SlackUser>, Partial<Claim>]>([
    ['somebody of another workspace', { teamId: 'T0OTHER' }, { teamId: 'T0OTHER' }],
    ['somebody of another workspace who claims to be of this one', { teamId: 'T0OTHER' }, {}],
    ['a member whose request names another workspace', {}, { teamId: 'T0OTHER' }],
    ['a request that names no workspace', {}, { teamId: null }],
    ['whom Slack calls a stranger', { isExternal: true }, {}],
    ['somebody of another Grid', { teamId: 'T0OTHER', alsoIn: ['T0THIRD'] }, { teamId: 'T0THIRD' }],
  ])('is not %s', async (_name, user, claimed) => {
    expect(await ask(is(user), claimed)).toEqual({ ok: false, reason: 'other-workspace' });
  });

  it('is no bot and no guest', async () => {
    expect(await ask(is({ isBot: true }))).toEqual({ ok: false, reason: 'bot' });
    expect(await ask(is({ isGuest: true }))).toEqual({ ok: false, reason: 'guest' });
  });

  it('may be somebody of several workspaces of one Enterprise Grid, whichever of them Slack names', async () => {
    const user = is({ teamId: 'T0OTHER', alsoIn: ['T0OTHER', HOME] });
    expect(await ask(user, { teamId: 'T0OTHER' })).toMatchObject({ ok: true, actor: { teamId: HOME } });
    expect(await ask(user)).toMatchObject({ ok: true });
  });

  it('is nobody while Slack does not say, or says it too late', async () => {
    const lost = async () => Promise.reject(new SlackError('lost', 'users.info'));
    expect(await ask(lost)).toEqual({ ok: false, reason: 'unknown-user' });
    const silent = () => new Promise<SlackUser>(() => {});
    expect(await ask(silent, {}, 5)).toEqual({ ok: false, reason: 'unknown-user' });
  });
});
