import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { COMMAND_NAMES, type CommandName } from './help-names.ts';
import { code } from './mrkdwn.ts';

/** @returns mrkdwn that lists every command with a line about it */
export function helpOverview(locale: Locale): string {
  const { commands } = messages(locale);
  const lines = COMMAND_NAMES.map((name) => {
    const { usage, about } = commands.help[name];
    return `• ${code(usage)}\n    ${about}`;
  });
  return [`*${commands.helpTitle}*`, ...lines, commands.helpMore].join('\n');
}

/** @returns mrkdwn with all there is to know of one command */
export function helpFor(name: CommandName, locale: Locale): string {
  const { commands } = messages(locale);
  const { usage, about, notes, examples } = commands.help[name];
  return [
    `*${about}*`,
    `${commands.usage} ${code(usage)}`,
    ...notes.map((note) => `• ${note}`),
    commands.examples,
    ...examples.map((example) => `• ${code(example)}`),
  ].join('\n');
}
