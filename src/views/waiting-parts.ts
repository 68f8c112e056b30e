import type { Locale } from '../domain/locale.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { formatCount, formatList } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { whomText } from './people.ts';

/** @returns what a subscription says about holds that wait, each as a phrase of mrkdwn */
export function waitingParts({ remind, escalate, expire }: SubscriptionOptions, locale: Locale): string[] {
  const { parts } = messages(locale).waiting;
  const said: string[] = [];
  if (remind !== undefined && remind.length > 0) {
    const times = remind.map((minutes) => spanWords(minutes, locale));
    said.push(parts.remind(formatList(times, locale)));
  }
  if (escalate !== undefined) {
    said.push(parts.escalate(whomText(escalate.whom, locale), spanWords(escalate.after, locale)));
  }
  if (expire !== undefined) said.push(parts.expire(spanWords(expire, locale)));
  return said;
}

/** @returns minutes in words, in the largest unit that is exact: `7 days`, `90 minutes` */
export function spanWords(minutes: number, locale: Locale): string {
  const { span } = messages(locale).waiting;
  const [unit, size] =
    minutes % 1_440 === 0
      ? (['days', 1_440] as const)
      : minutes % 60 === 0
        ? (['hours', 60] as const)
        : (['minutes', 1] as const);
  const count = minutes / size;
  return span[unit](formatCount(count, locale), count === 1);
}

/**
 * @param milliseconds how long something has waited; negative counts as nothing
 * @returns it in words, in the largest unit of which there are at least two, cut off: `8 hours`, `47 hours`, `3 days`
 */
export function waitedWords(milliseconds: number, locale: Locale): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  if (minutes >= 2_880) return spanWords(Math.floor(minutes / 1_440) * 1_440, locale);
  if (minutes >= 120) return hourWords(Math.floor(minutes / 60), locale);
  return messages(locale).waiting.span.minutes(formatCount(minutes, locale), minutes === 1);
}

/** A day and some hours are told in hours: `24 hours`. */
function hourWords(hours: number, locale: Locale): string {
  return messages(locale).waiting.span.hours(formatCount(hours, locale), hours === 1);
}
