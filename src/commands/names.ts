import type { Mistake } from '../views/help-mistake.ts';
import { COMMAND_NAMES, type CommandName } from '../views/help-names.ts';
import { nearest } from './nearest.ts';

/** What other tools call the same thing. Only suggested, never run: `deploy` means something else to everyone. */
const ELSEWHERE: ReadonlyMap<string, CommandName> = new Map([
  ['trigger', 'run'],
  ['build', 'run'],
  ['start', 'run'],
  ['deploy', 'run'],
  ['retry', 'rerun'],
  ['restart', 'rerun'],
  ['stop', 'cancel'],
  ['abort', 'cancel'],
  ['kill', 'cancel'],
  ['continue', 'approve'],
  ['release', 'approve'],
  ['watch', 'subscribe'],
  ['follow', 'subscribe'],
  ['unfollow', 'unsubscribe'],
  ['list', 'subscriptions'],
  ['default', 'use'],
  ['set', 'use'],
  ['why', 'explain'],
  ['me', 'whoami'],
  ['who', 'whoami'],
  ['revert', 'rollback'],
  ['undo', 'rollback'],
  ['preset', 'presets'],
  ['show', 'status'],
  ['pipelines', 'status'],
]);

/**
 * @param prefix what stands between `/circleci` and the word, such as `help `
 * @returns the mistake of a word that is no command, with the nearest command
 */
export function unknownCommand(word: string, prefix = ''): Mistake {
  const lower = word.toLowerCase();
  const elsewhere = ELSEWHERE.get(lower);
  const near = elsewhere === undefined ? nearest(lower, COMMAND_NAMES) : [elsewhere];
  return { mistake: 'unknown-command', word, nearest: near.map((name) => `/circleci ${prefix}${name}`) };
}
