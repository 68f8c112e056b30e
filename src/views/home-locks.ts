import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { Lock } from '../domain/lock.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { context, header, section } from './blocks.ts';
import { lockLine } from './lock-text.ts';

/** The home has other things to show; `/circleci locks` lists all. */
const SHOWN = 5;

/** @returns the locks that hold, below a title; nothing when nothing is locked */
export function homeLocks(all: readonly Lock[], locale: Locale): KnownBlock[] {
  if (all.length === 0) return [];
  const { locks } = messages(locale);
  const more = all.length - SHOWN;
  return [
    header(locks.homeTitle),
    section(all.slice(0, SHOWN).map((lock) => lockLine(lock, locale))),
    ...(more > 0 ? [context([locks.more(formatCount(more, locale))])] : []),
  ];
}
