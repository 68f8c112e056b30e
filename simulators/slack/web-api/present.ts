import type { Json } from '../json.ts';
import type { ViewState } from '../protocol.ts';
import type { Channel } from '../world/channels.ts';
import type { Message } from '../world/messages.ts';
import type { User } from '../world/people.ts';
import type { View } from '../world/views.ts';
import type { World } from '../world/world.ts';

/** A message as the Web API and interaction payloads show it. */
export function presentMessage(world: World, message: Message): Json {
  const { bot, team } = world.settings;
  const byBot = message.user === bot.userId;
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(byBot ? { bot_id: bot.botId, app_id: bot.appId } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.isBroadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(message.replyCount > 0 ? { thread_ts: message.ts, reply_count: message.replyCount } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: message.files } : {}),
    ...(message.unfurls.length > 0 ? { attachments: presentUnfurls(world, message) } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
  };
}

/** What the app shows for links in a message. Source: Slack docs, unfurling links; payloads published by others. */
export function presentUnfurls({ settings: { bot } }: World, { unfurls }: Message): readonly Json[] {
  return unfurls.map(({ url, blocks }, index) => ({
    id: index + 1,
    blocks,
    app_unfurl_url: url,
    from_url: url,
    is_app_unfurl: true,
    app_id: bot.appId,
    bot_id: bot.botId,
    fallback: '[no preview available]',
  }));
}

/** The same with metadata; its payload only when asked for. Source: Slack docs, message metadata. */
export function presentStored(world: World, message: Message, allMetadata: boolean): Json {
  const { metadata } = message;
  if (metadata === null) return presentMessage(world, message);
  const shown = allMetadata ? metadata : { event_type: metadata.event_type };
  return { ...presentMessage(world, message), metadata: shown };
}

/** A view as the Web API and interaction payloads show it. */
export function presentView(world: World, view: View, values: ViewState = {}): Json {
  const { bot, team } = world.settings;
  const { source } = view;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: source.private_metadata ?? '',
    callback_id: source.callback_id ?? '',
    external_id: source.external_id ?? '',
    state: { values },
    hash: view.hash,
    ...(view.type === 'modal'
      ? {
          title: source.title,
          submit: source.submit ?? null,
          close: source.close ?? null,
          submit_disabled: source.submit_disabled ?? false,
        }
      : {}),
    clear_on_close: source.clear_on_close ?? false,
    notify_on_close: source.notify_on_close ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: bot.appId,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
}

/** A person as users.info shows them; the e-mail address only to an app with `users:read.email`. */
export function presentUser(world: World, user: User, includeLocale: boolean): Json {
  const tellsEmail = user.email !== null && world.settings.scopes.includes('users:read.email');
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    real_name: user.realName,
    deleted: user.isDeleted,
    is_bot: false,
    is_app_user: false,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
    profile: {
      real_name: user.realName,
      display_name: user.name,
      ...(tellsEmail ? { email: user.email } : {}),
    },
    ...(includeLocale ? { locale: user.locale } : {}),
  };
}

/** A channel as conversations.info shows it. */
export function presentChannel(channel: Channel): Json {
  if (channel.imWith !== null) {
    return { id: channel.id, is_im: true, user: channel.imWith, is_archived: false, is_channel: false };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: channel.botIsMember,
    is_ext_shared: channel.isExtShared,
    is_pending_ext_shared: false,
    topic: { value: channel.topic },
    purpose: { value: '' },
    num_members: channel.members.size + (channel.botIsMember ? 1 : 0),
  };
}
