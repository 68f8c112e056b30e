import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { Lock } from '../domain/lock.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION, encodeId } from './action-ids.ts';
import { actions, button, section, withBlockIds } from './blocks.ts';
import { lockLine, lockPlace } from './lock-text.ts';
import { mention } from './mrkdwn.ts';

export interface Answer {
  readonly text: string;
  readonly blocks?: KnownBlock[];
}

/** @returns what to tell somebody whom a lock kept from what they asked for; there is no one to ask about one's own */
export function lockedAnswer(
  { lock, mayPass, isOwn }: { readonly lock: Lock; readonly mayPass: boolean; readonly isOwn: boolean },
  locale: Locale,
): Answer {
  const { locks } = messages(locale);
  const next =
    lock.project !== null ? locks.refusedNext : isOwn ? locks.refusedOwnFreeze : locks.refusedFreeze;
  const lines = [locks.refused, lockLine(lock, locale), next, ...(mayPass ? [locks.mayPass] : [])];
  return isOwn ? { text: lines.join('\n') } : withAsk(lines, lock, locale);
}

/** @returns what to tell somebody who wanted a lock that somebody else has */
export function takenAnswer(lock: Lock, locale: Locale): Answer {
  const { locks } = messages(locale);
  return withAsk(
    [locks.taken(lockPlace(lock, locale), mention(lock.userId)), lockLine(lock, locale)],
    lock,
    locale,
  );
}

/** Most locks in one answer. */
const SHOWN = 25;

/** @returns the locks in force, as mrkdwn */
export function locksText(all: readonly Lock[], locale: Locale): string {
  const { locks } = messages(locale);
  if (all.length === 0) return locks.none;
  const more = all.length - SHOWN;
  return [
    locks.title,
    ...all.slice(0, SHOWN).map((lock) => lockLine(lock, locale)),
    ...(more > 0 ? [locks.more(formatCount(more, locale))] : []),
  ].join('\n');
}

function withAsk(lines: readonly string[], { id }: Lock, locale: Locale): Answer {
  const value = encodeId(id);
  const text = lines.join('\n');
  if (value === null) return { text };
  const ask = button({ action: ACTION.lockAsk, text: messages(locale).locks.ask, value });
  return { text, blocks: withBlockIds(id, [section(lines), actions([ask])]) };
}
