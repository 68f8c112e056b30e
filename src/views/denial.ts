import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { inline, shorten } from './mrkdwn.ts';

/** What a policy said no with. */
export interface Denial {
  /** The name of the rule that denies; null when none allows. */
  readonly rule: string | null;
  /** What is in the way of a rule that would allow it. */
  readonly missing: readonly string[];
}

/** @returns mrkdwn: that it was not done, by which rule, and what would have to be otherwise */
export function denialText({ rule, missing }: Denial, locale: Locale): string {
  const { policy } = messages(locale);
  if (rule !== null) return policy.deniedBy(inline(shorten(rule, 100)));
  const lines = missing.map((obstacle) => `• ${obstacleText(obstacle, locale)}`);
  return lines.length === 0 ? policy.notAllowed : [policy.almostAllowed, ...lines].join('\n');
}

/** @returns mrkdwn: what is in the way */
export function obstacleText(obstacle: string, locale: Locale): string {
  const texts: Readonly<Record<string, string>> = messages(locale).policy.obstacles;
  return (Object.hasOwn(texts, obstacle) ? texts[obstacle] : undefined) ?? inline(shorten(obstacle, 40));
}
