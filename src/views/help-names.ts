import type { Catalogue } from '../i18n/index.ts';

/** Every subcommand. The catalogues and the registry of commands both have to have each of them, or nothing compiles. */
export type CommandName = keyof Catalogue['commands']['help'];

/** The order in which help lists them: what one does most often first. */
export const COMMAND_NAMES = [
  'run',
  'status',
  'approve',
  'approvals',
  'rerun',
  'cancel',
  'lock',
  'unlock',
  'locks',
  'freeze',
  'unfreeze',
  'stop',
  'subscribe',
  'unsubscribe',
  'subscriptions',
  'explain',
  'use',
  'link',
  'unlink',
  'whoami',
  'can',
  'connect',
  'disconnect',
  'audit',
  'health',
  'help',
] as const satisfies readonly CommandName[];

/** @returns the command of that name, however it is capitalised, or null */
export function commandNamed(text: string): CommandName | null {
  const lower = text.toLowerCase();
  return COMMAND_NAMES.find((name) => name === lower) ?? null;
}
