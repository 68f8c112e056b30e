import type { WebClient } from '@slack/web-api';
import type { Logger } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { readChannelsOf } from './channels-of.ts';
import { cacheGroups } from './group-cache.ts';
import { rememberIdentity } from './identity.ts';
import { links } from './links.ts';
import { lookupByEmail } from './lookup-by-email.ts';
import { noteAnswered } from './request-scope.ts';
import { respondAt } from './respond.ts';
import { searches } from './search-metadata.ts';
import type { SlackApi, SlackUser } from './slack-api.ts';
import { SlackError } from './slack-error.ts';
import { uploadText } from './upload-text.ts';
import { cacheUsers } from './user-cache.ts';
import { type CallSlack, callWith } from './web-client.ts';

/**
 * @param apiUrl answers to buttons may go to this host only: a `response_url` comes with the request
 * @returns the bot's whole side towards Slack's Web API
 */
export function createSlackApi(
  client: WebClient,
  apiUrl: string,
  metrics: Pick<Metrics, 'slackCall' | 'sentAsPlainText'>,
  log: Logger,
): SlackApi {
  const call = callWith(client, metrics);
  return {
    ...plainWhereRefused(messages(call), metrics, log),
    ...searches(call),
    ...links(call),
    uploadText: (file) => uploadText(call, file),
    ...views(call),
    respond: (responseUrl, answer) => respondAt(responseUrl, answer, apiUrl, metrics),
    user: cacheUsers((userId) => readUser(call, userId)),
    groupMembers: cacheGroups((groupId) => readGroup(call, groupId)),
    channelsOf: cacheGroups((userId) => readChannelsOf(call, userId)),
    home: rememberIdentity({ authTest: () => whoAmI(call) }),
    authTest: () => whoAmI(call),
    userByEmail: lookupByEmail(call),
  };
}

function messages(call: CallSlack): Pick<SlackApi, 'post' | 'update' | 'postEphemeral'> {
  return {
    async post({ channel, text, blocks, threadTs, broadcast, metadata }) {
      const result = await call('chat.postMessage', (slack) =>
        slack.chat.postMessage({
          channel,
          text,
          blocks: [...(blocks ?? [])],
          ...within(threadTs, broadcast),
          ...(metadata === undefined ? {} : { metadata }),
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      return required('chat.postMessage', result.ts);
    },
    async update({ channel, ts, text, blocks, metadata }) {
      await call('chat.update', (slack) =>
        slack.chat.update({
          channel,
          ts,
          text,
          blocks: [...(blocks ?? [])],
          ...(metadata === undefined ? {} : { metadata }),
        }),
      );
    },
    async postEphemeral({ channel, user, text, blocks }) {
      await call('chat.postEphemeral', (slack) =>
        slack.chat.postEphemeral({ channel, user, text, blocks: [...(blocks ?? [])] }),
      );
    },
  };
}

/** Slack will not take these blocks however often they are sent. Source: Slack docs, chat.postMessage, errors. */
const BLOCKS_REFUSED: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'block_mismatch',
]);

/** A message whose blocks Slack refuses goes out as its text, once, so that people see something. */
function plainWhereRefused(
  api: Pick<SlackApi, 'post' | 'update' | 'postEphemeral'>,
  metrics: Pick<Metrics, 'sentAsPlainText'>,
  log: Logger,
): Pick<SlackApi, 'post' | 'update' | 'postEphemeral'> {
  const plain = <Message extends { readonly text: string; readonly channel: string }, Result>(
    send: (message: Message) => Promise<Result>,
  ) => {
    return async (message: Message): Promise<Result> => {
      try {
        return await send(message);
      } catch (error) {
        if (!(error instanceof SlackError) || !BLOCKS_REFUSED.has(error.slackCode ?? '')) throw error;
        log.warn(
          { err: error, channel: message.channel },
          'Slack refused the blocks of a message; its text is sent',
        );
        metrics.sentAsPlainText(error.method);
        return send({ ...message, blocks: [] });
      }
    };
  };
  return { post: plain(api.post), update: plain(api.update), postEphemeral: plain(api.postEphemeral) };
}

function within(threadTs: string | undefined, broadcast: boolean | undefined) {
  if (threadTs === undefined) return {};
  return broadcast === true
    ? { thread_ts: threadTs, reply_broadcast: true as const }
    : { thread_ts: threadTs };
}

function views(call: CallSlack): Pick<SlackApi, 'openView' | 'updateView' | 'publishHome'> {
  return {
    async openView(triggerId, view) {
      const result = await call('views.open', (slack) => slack.views.open({ trigger_id: triggerId, view }));
      // The form is what they see; what fills it later says so itself.
      noteAnswered();
      return {
        id: required('views.open', result.view?.id),
        hash: required('views.open', result.view?.hash),
      };
    },
    async updateView(viewId, hash, view) {
      const result = await call('views.update', (slack) =>
        slack.views.update({ view_id: viewId, view, ...(hash === null ? {} : { hash }) }),
      );
      return { hash: required('views.update', result.view?.hash) };
    },
    async publishHome(userId, view) {
      await call('views.publish', (slack) => slack.views.publish({ user_id: userId, view }));
    },
  };
}

async function whoAmI(call: CallSlack) {
  const result = await call('auth.test', (slack) => slack.auth.test());
  return {
    teamId: required('auth.test', result.team_id),
    botUserId: required('auth.test', result.user_id),
    botId: result.bot_id ?? null,
  };
}

/** Needs the scope `usergroups:read`; on a free plan Slack has no groups, and refuses. */
async function readGroup(call: CallSlack, groupId: string): Promise<ReadonlySet<string>> {
  const { users } = await call('usergroups.users.list', (slack) =>
    slack.usergroups.users.list({ usergroup: groupId }),
  );
  return new Set(users);
}

async function readUser(call: CallSlack, userId: string): Promise<SlackUser> {
  const { user } = await call('users.info', (slack) =>
    slack.users.info({ user: userId, include_locale: true }),
  );
  return {
    id: required('users.info', user?.id),
    teamId: required('users.info', user?.team_id),
    alsoIn: user?.enterprise_user?.teams ?? [],
    name: user?.profile?.display_name || user?.real_name || user?.name || userId,
    locale: user?.locale ?? null,
    isBot: user?.is_bot === true,
    ...(user?.deleted === true ? { isGone: true } : {}),
    isExternal: strangerFlag(user) === true,
    isGuest: user?.is_restricted === true || user?.is_ultra_restricted === true,
    ...(user?.deleted === true ? { isGone: true } : {}),
  };
}

/** `is_stranger` marks people of other workspaces in shared channels (Slack Connect); the SDK does not type it. */
function strangerFlag(user: object | undefined): unknown {
  return user !== undefined && 'is_stranger' in user ? user.is_stranger : false;
}

function required(method: string, value: string | undefined): string {
  if (value === undefined || value === '')
    throw new SlackError('lost', method, { reason: 'incomplete answer' });
  return value;
}
