import type { ChannelOption, UserOption } from '../simulators/slack/index.ts';
import type { SlashCommandInfo } from '../simulators/slack/protocol.ts';
import { messages } from '../src/i18n/index.ts';
import { COMMAND_NAMES } from '../src/views/help-names.ts';

/** Who and what there is in the playground's workspace. */

export const team = { id: 'T0ACMEPLAY', name: 'Acme', domain: 'acme-playground' };

export const bot = { userId: 'U0CHATOPS', botId: 'B0CHATOPS', name: 'CircleCI ChatOps', appId: 'A0CHATOPS' };

/** With the addresses of those who commit in the simulated CircleCI, so that the bot finds whom to mention. */
export const people: readonly UserOption[] = [
  {
    id: 'U0ANA',
    name: 'ana',
    realName: 'Ana',
    locale: 'en-US',
    color: '#5b3cc4',
    email: 'lnovak@acme.example',
  },
  {
    id: 'U0KENJI',
    name: 'kenji',
    realName: 'Kenji',
    locale: 'ja-JP',
    color: '#b4462f',
    email: 'mtanaka@acme.example',
  },
  {
    id: 'U0PRIYA',
    name: 'priya',
    realName: 'Priya',
    locale: 'en-GB',
    color: '#0b7a55',
    email: 'sokafor@acme.example',
  },
];

export const channels: readonly ChannelOption[] = [
  { id: 'C0GENERAL', name: 'general', topic: 'Everything and everyone' },
  { id: 'C0DEPLOYS', name: 'deploys', topic: 'What goes to production, and when' },
  { id: 'C0RELEASESJA', name: 'releases-ja', topic: 'リリースのお知らせ' },
];

const COMMAND = '/circleci';

/** The composer completes what the bot's own help describes. */
export function slashCommands(): readonly SlashCommandInfo[] {
  const { help } = messages('en').commands;
  return [
    {
      command: COMMAND,
      description: 'Run, follow and approve CircleCI pipelines',
      usageHint: 'run | status | approve | help …',
      subcommands: COMMAND_NAMES.map((name) => ({
        name,
        usage: help[name].usage.replace(`${COMMAND} ${name}`, '').trim(),
        description: help[name].about,
      })),
    },
  ];
}
