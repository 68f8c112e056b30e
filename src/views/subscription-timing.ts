import type { Locale } from '../domain/locale.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { formatCount } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { listWithin } from './lists.ts';
import { code, inline, shorten } from './mrkdwn.ts';
import { statusWord } from './status-text.ts';
import { waitingParts } from './waiting-parts.ts';

/** @returns what a subscription says about when and how much, each as a phrase of mrkdwn */
export function timingParts(options: SubscriptionOptions, locale: Locale): string[] {
  const { parts } = messages(locale).digests;
  const { quiet = [], digest, urgent = [], budget } = options;
  const limits = { items: 6, length: 300 };
  const said: string[] = [];
  if (quiet.length > 0) said.push(parts.quiet(listWithin(quiet.map(span), limits, locale)));
  if (digest !== undefined) said.push(parts.digest(digestWords(digest, locale)));
  if (urgent.length > 0) {
    const named = urgent.map((outcome) => statusWord(outcome, locale));
    said.push(parts.urgent(listWithin(named, limits, locale)));
  }
  if (budget !== undefined) said.push(parts.budget(formatCount(budget, locale)));
  return [...said, ...waitingParts(options, locale)];
}

/** `weekly@mon@09:00@UTC` as a person says it. */
function digestWords(text: string, locale: Locale): string {
  const { when } = messages(locale).digests;
  const [every = '', ...rest] = text.split('@');
  if (every === 'hourly') return when.hourly;
  const [time = '', zone = ''] = rest.slice(-2);
  if (every === 'daily') return when.daily(inline(time), inline(zone));
  const days: Record<string, string> = when.days;
  const day = rest[0] ?? '';
  return when.weekly(Object.hasOwn(days, day) ? (days[day] ?? '') : inline(day), inline(time), inline(zone));
}

function span(text: string): string {
  return code(shorten(text, 80));
}
