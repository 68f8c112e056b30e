import type { Locale } from '../domain/locale.ts';
import type { OthersMay } from '../domain/policy.ts';
import { formatCount, formatList } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { inline, shorten } from './mrkdwn.ts';
import { whomText } from './people.ts';

/** What a policy said no with. */
export interface Denial {
  /** The name of the rule that denies; null when none allows. */
  readonly rule: string | null;
  /** What is in the way of a rule that would allow it. */
  readonly missing: readonly string[];
  /** Who may do it; left out: not known, or not for the reader. */
  readonly others?: OthersMay;
}

/** More names than these are counted. */
const MOST_NAMED = 5;
const MOST_RULES = 3;

/** What the person can do something about alone: whom else to ask does not matter then. */
const OWN: ReadonlySet<string> = new Set(['linked', 'reason', 'confirm', 'approvers']);

/** @returns mrkdwn: that it was not done, by which rule, what would have to be otherwise, and who may */
export function denialText({ rule, missing, others }: Denial, locale: Locale): string {
  const { policy } = messages(locale);
  if (rule !== null) {
    return [policy.deniedBy(inline(shorten(rule, 100))), ...whoLines(others, locale)].join('\n');
  }
  if (missing.length > 0) {
    const lines = missing.map((obstacle) => `• ${obstacleText(obstacle, locale)}`);
    const who = missing.every((obstacle) => OWN.has(obstacle)) ? [] : whoLines(others, locale);
    return [policy.almostAllowed, ...lines, ...who].join('\n');
  }
  if (others === undefined) return policy.notAllowed;
  const action = policy.verbs[others.action];
  const who = whoText(others, locale);
  const places = others.elsewhere.map((place) => policy.elsewhere[place]);
  return [
    who === null ? policy.nobodyMay(action) : policy.onlyThese(action, who, rulesText(others, locale)),
    ...(places.length === 0 ? [] : [policy.onlyThere(action, formatList(places, locale))]),
  ].join('\n');
}

/** @returns mrkdwn: what is in the way */
export function obstacleText(obstacle: string, locale: Locale): string {
  const texts: Readonly<Record<string, string>> = messages(locale).policy.obstacles;
  return (Object.hasOwn(texts, obstacle) ? texts[obstacle] : undefined) ?? inline(shorten(obstacle, 40));
}

function whoLines(others: OthersMay | undefined, locale: Locale): string[] {
  if (others === undefined) return [];
  const { policy } = messages(locale);
  const action = policy.verbs[others.action];
  const who = whoText(others, locale);
  return [who === null ? policy.nobodyMay(action) : policy.theseMay(action, who, rulesText(others, locale))];
}

/** @returns mrkdwn that names people and groups; null when there is no one to name */
function whoText({ named, everyone }: OthersMay, locale: Locale): string | null {
  const { policy, waiting } = messages(locale);
  if (everyone) return waiting.everyoneMay;
  if (named.length === 0) return null;
  const shown = named.slice(0, MOST_NAMED).map((whom) => whomText(whom, locale));
  const more = named.length - shown.length;
  const list = formatList(shown, locale);
  return more === 0 ? list : policy.andMore(list, formatCount(more, locale));
}

function rulesText({ rules }: OthersMay, locale: Locale): string {
  const shown = rules.slice(0, MOST_RULES).map((rule) => `*${inline(shorten(rule, 60))}*`);
  return formatList(rules.length > shown.length ? [...shown, '…'] : shown, locale);
}
