import type { Locale } from '../domain/locale.ts';
import type { Lock, LockNews } from '../domain/lock.ts';
import { messages } from '../i18n/index.ts';
import { ACTION, encodeId } from './action-ids.ts';
import { actions, button, section, withBlockIds } from './blocks.ts';
import type { Answer } from './lock-answers.ts';
import { lockLine, lockPlace, lockUntil } from './lock-text.ts';
import { inline, mention, shorten } from './mrkdwn.ts';

export interface LockNewsModel {
  readonly news: LockNews;
  readonly lock: Lock;
  readonly ended: { readonly by: string | null; readonly because: string | null } | null;
  /** Slack user who asked, or released it. */
  readonly by?: string;
  readonly askId?: string;
}

/** @returns the message that tells one person, or a channel, what happened to a lock */
export function lockNewsMessage(model: LockNewsModel, locale: Locale): Answer {
  const text = newsText(model, locale);
  const buttons = newsButtons(model, locale);
  return buttons.length === 0
    ? { text }
    : { text, blocks: withBlockIds(model.lock.id, [section([text]), actions(buttons)]) };
}

function newsText({ news, lock, ended, by = '' }: LockNewsModel, locale: Locale): string {
  const { locks } = messages(locale);
  const place = lockPlace(lock, locale);
  const until = lockUntil(lock);
  const isFreeze = lock.project === null;
  switch (news) {
    case 'began':
      return lockLine(lock, locale);
    case 'over': {
      const who = ended === null || ended.by === null ? null : mention(ended.by);
      return isFreeze ? locks.news.overFreeze(who) : locks.news.over(place, who);
    }
    case 'asked':
      return [locks.news.asked(mention(by), place), lockLine(lock, locale)].join('\n');
    case 'soon':
      return isFreeze ? locks.news.soonFreeze(until) : locks.news.soon(place, until);
    case 'expired':
      return locks.news.expired(place);
    case 'taken':
      return locks.news.taken(mention(by), place, inline(shorten(ended?.because ?? '', 200)));
    case 'kept':
      return locks.news.kept(mention(lock.userId), place, until);
    case 'free':
      return locks.news.free(place);
  }
}

function newsButtons({ news, lock, askId = '' }: LockNewsModel, locale: Locale): KnownButton[] {
  const { locks } = messages(locale);
  const value = encodeId(lock.id);
  if (value === null) return [];
  const release = button({ action: ACTION.lockRelease, text: locks.release, value });
  if (news === 'soon') {
    return [button({ action: ACTION.lockExtend, text: locks.extend, value, style: 'primary' }), release];
  }
  const ask = encodeId(askId);
  if (news !== 'asked' || ask === null) return [];
  return [release, button({ action: ACTION.lockKeep, text: locks.keep, value: ask })];
}

type KnownButton = ReturnType<typeof button>;
