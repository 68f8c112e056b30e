import type { GovernedAction } from '../domain/governed.ts';
import type { Locale } from '../domain/locale.ts';
import { formatList, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { code, shorten } from './mrkdwn.ts';

export interface ActingView {
  /** Their own token; null without one. */
  readonly linked: {
    readonly login: string;
    readonly linkedAt: Date;
    readonly refusedAt: Date | null;
  } | null;
  /** What the bot's token does for those who have none. */
  readonly shared: readonly GovernedAction[];
}

/** @returns mrkdwn: as whom it is done in CircleCI what a person asks for */
export function actingLines({ linked, shared }: ActingView, locale: Locale): string[] {
  const { identities } = messages(locale);
  if (linked !== null) {
    const since = slackDate(linked.linkedAt.toISOString()) ?? '';
    const lines = [identities.youActAs(code(shorten(linked.login, 80)), since)];
    return linked.refusedAt === null ? lines : [...lines, `⚠️ ${identities.youAreRefused}`];
  }
  const actions = formatList(
    shared.map((action) => code(action)),
    locale,
  );
  return [identities.youHaveNone, shared.length === 0 ? identities.botActsNot : identities.botActs(actions)];
}
