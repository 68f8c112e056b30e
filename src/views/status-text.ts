import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { inline, shorten } from './mrkdwn.ts';

/** Different in shape, not only in colour; the word always stands beside it. */
const EMOJI: Record<string, string> = {
  success: '✅',
  running: '🔄',
  failing: '⚠️',
  failed: '❌',
  error: '❌',
  errored: '❌',
  infrastructure_fail: '❌',
  timedout: '❌',
  'terminated-unknown': '❌',
  on_hold: '⏸️',
  canceled: '🚫',
  unauthorized: '🔒',
  queued: '⏳',
  starting: '⏳',
  setup: '⏳',
  'setup-only': '⚪',
  checking: '⏳',
  not_running: '⏳',
  blocked: '⏳',
};

/** @returns the status in words as mrkdwn; one the catalogue does not know, as CircleCI says it */
export function statusWord(status: string, locale: Locale): string {
  const { statuses, unknownStatus } = messages(locale);
  const words: Record<string, string> = statuses;
  const known = status.toLowerCase();
  if (Object.hasOwn(words, known)) return words[known] ?? unknownStatus;
  return inline(shorten(status, 40)) || unknownStatus;
}

/** @returns the status as an emoji; `❔` for one the bot does not know */
export function statusEmoji(status: string): string {
  const known = status.toLowerCase();
  return (Object.hasOwn(EMOJI, known) ? EMOJI[known] : undefined) ?? '❔';
}
