import type { ChannelOption, SlackSimulatorOptions, UserOption } from './options.ts';
import type { SlashCommandInfo } from './protocol.ts';

const users: readonly UserOption[] = [
  {
    id: 'U0ADA00001',
    name: 'ada',
    realName: 'Ada Quill',
    locale: 'en-US',
    color: '#5b3cc4',
    email: 'ada@example.com',
  },
  {
    id: 'U0BEN00002',
    name: 'ben',
    realName: 'Ben Harrow',
    locale: 'en-GB',
    color: '#0b7a55',
    email: 'ben@example.com',
  },
  {
    id: 'U0CHIE0003',
    name: 'chie',
    realName: '森 千恵',
    locale: 'ja-JP',
    color: '#b4462f',
    email: 'chie@example.com',
  },
];

const channels: readonly ChannelOption[] = [
  { id: 'C0DEPLOYS1', name: 'deploys', topic: 'What goes to production, and when' },
  { id: 'C0BACKEND2', name: 'backend', topic: 'The services and their builds' },
  { id: 'C0LOUNGE03', name: 'lounge', topic: 'Everything else', botIsMember: false },
  { id: 'C0ARCHIVE4', name: 'old-releases', topic: 'Closed', isArchived: true },
];

const commands: readonly SlashCommandInfo[] = [
  { command: '/circleci', description: 'Run CircleCI from Slack', usageHint: 'help', subcommands: [] },
];

const systemClock = { now: () => Date.now() };

/** The options with everything filled in: a small workspace, Slack's own times and limits. */
export function withDefaults(options: SlackSimulatorOptions) {
  return {
    port: options.port ?? 0,
    team: options.team ?? { id: 'T0WORKSHOP', name: 'Workshop', domain: 'workshop' },
    users: options.users ?? users,
    channels: options.channels ?? channels,
    bot: options.bot ?? {
      userId: 'U0CIRCLECI',
      botId: 'B0CIRCLECI',
      name: 'circleci',
      appId: 'A0CIRCLECI',
    },
    // Put together at run time so that secret scanners do not take them for real ones.
    botToken: options.botToken ?? ['xoxb', 'simulated', 'bot'].join('-'),
    appToken: options.appToken ?? ['xapp', 'simulated', 'app'].join('-'),
    signingSecret: options.signingSecret ?? 'simulated-signing-secret',
    commands: options.commands ?? commands,
    mode: options.mode ?? 'http',
    limits: options.limits ?? 'slack',
    clock: options.clock ?? systemClock,
    pageDir: options.pageDir ?? null,
    scopes: options.scopes ?? [
      'app_mentions:read',
      'channels:history',
      'channels:read',
      'chat:write',
      'commands',
      'files:write',
      'groups:history',
      'groups:read',
      'im:write',
      'links:read',
      'links:write',
      'usergroups:read',
      'users:read',
      'users:read.email',
    ],
    userGroups: options.userGroups ?? {},
    events: options.events ?? [
      'app_home_opened',
      'app_mention',
      'app_uninstalled',
      'tokens_revoked',
      'link_shared',
      'member_joined_channel',
      'user_change',
      'channel_archive',
      'channel_left',
      'channel_unarchive',
      'group_archive',
      'group_left',
      'group_unarchive',
    ],
    unfurlDomains: options.unfurlDomains ?? ['app.circleci.com', 'circleci.com'],
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    eventRetryDelaysMs: options.eventRetryDelaysMs ?? [0, 60_000, 300_000],
    wrapUrls: options.wrapUrls ?? 'never',
    clientLagMs: options.clientLagMs ?? 0,
  };
}

export type Settings = ReturnType<typeof withDefaults>;
