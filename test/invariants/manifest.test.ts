import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { files, root } from './support/tree.ts';

const lines = (path: string) => readFileSync(join(root, path), 'utf8').split('\n');
const http = lines('slack-manifest.yaml');
const socket = lines('slack-manifest.socket-mode.yaml');

/** What stands between `bot:` and `settings:`, without its comments. */
const asked = http
  .slice(http.indexOf('    bot:') + 1, http.indexOf('settings:'))
  .map((line) => line.replace(/#.*/, '').replace('- ', '').trim());

/** What each method the bot calls asks for. Source: Slack docs, each method's page. */
const SCOPES: Record<string, readonly string[]> = {
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'files.uploadV2': ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

/** What each event asks for. Source: Slack docs, each event's page. */
const EVENT_SCOPES: Record<string, readonly string[]> = {
  app_home_opened: [],
  user_change: ['users:read'],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  channel_unarchive: ['channels:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  group_unarchive: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
};

it('asks for the scopes that the bot’s calls, its events and its command need, and for no other', () => {
  const sources = files(/^src\/slack\//)
    .map(({ text }) => text)
    .join('\n');
  const methods = [
    ...sources.matchAll(/'((?:api|auth|bots|chat|conversations|files|usergroups|users|views)\.[\w.]+)'/g),
  ];
  expect(methods.length).toBeGreaterThan(0);
  const needed = methods.flatMap(([, method = '']) => SCOPES[method] ?? [`unknown: ${method}`]);
  const events = http
    .slice(http.indexOf('    bot_events:') + 1, http.indexOf('  interactivity:'))
    .map((line) => line.replace('- ', '').trim());
  const heard = events.flatMap((event) => EVENT_SCOPES[event] ?? [`unknown: ${event}`]);
  expect(asked.toSorted()).toEqual([...new Set(['commands', ...needed, ...heard])].sort());
});

it('docs/operations.md explains every scope', () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  expect(asked.filter((scope) => !page.includes(`\`${scope}\``))).toEqual([]);
});

it('is the same over Socket Mode, but for the addresses', () => {
  const addresses = /^\s+(url|request_url|message_menu_options_url): /;
  const expected = http
    .filter((line) => !line.startsWith('#') && !addresses.test(line))
    .map((line) => line.replace('socket_mode_enabled: false', 'socket_mode_enabled: true'));
  expect(socket.filter((line) => !line.startsWith('#'))).toEqual(expected);
});
