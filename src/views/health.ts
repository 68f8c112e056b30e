import type { Locale } from '../domain/locale.ts';
import { formatCount, formatList, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { code, shorten } from './mrkdwn.ts';

/** How delivery went over some time. */
export interface DeliveryFigures {
  readonly delivered: number;
  readonly late: number;
  readonly repaired: number;
  readonly failed: number;
  /** Null when nothing was measured. */
  readonly p50Seconds: number | null;
  readonly p99Seconds: number | null;
}

export interface DeliveryHealth {
  readonly hour: DeliveryFigures;
  readonly day: DeliveryFigures;
  readonly lastWebhook: Date | null;
  readonly waiting: number;
  readonly deferred: number;
  readonly heldChannels: readonly string[];
  readonly heldMethods: readonly string[];
  /** When the last of these is over; null when there are none. */
  readonly heldUntil: Date | null;
  /** Cards that Slack does not let the bot edit. */
  readonly stuckCards: number;
  readonly closedChannels: readonly string[];
  readonly retrying: number;
  readonly dead: number;
  /** CircleCI asked to be left alone until then by what nobody waits for; null when it did not. */
  readonly circleciPausedUntil: Date | null;
}

/** More channels than this are counted, not named. */
const MOST_NAMED = 10;

/** @returns mrkdwn: how quickly and completely cards reach Slack, and what stands in their way */
export function renderHealth(health: DeliveryHealth, locale: Locale): string {
  const { health: texts } = messages(locale).delivery;
  const count = (value: number) => formatCount(value, locale);
  const lastWebhook = health.lastWebhook === null ? null : slackDate(health.lastWebhook.toISOString());
  const heldUntil = health.heldUntil === null ? '' : (slackDate(health.heldUntil.toISOString()) ?? '');
  const pausedUntil =
    health.circleciPausedUntil === null ? null : slackDate(health.circleciPausedUntil.toISOString());
  return [
    `*${texts.title}*`,
    ...(['hour', 'day'] as const).flatMap((period) => periodLines(health[period], period, locale)),
    `• ${lastWebhook === null ? texts.noWebhook : texts.webhook(lastWebhook)}`,
    ...(pausedUntil === null ? [] : [`• ${texts.circleciPause(pausedUntil)}`]),
    `• ${texts.queue(count(health.waiting), count(health.deferred))}`,
    `• ${health.heldChannels.length === 0 ? texts.noneHeld : texts.held(channels(health.heldChannels, locale), heldUntil)}`,
    ...(health.heldMethods.length === 0
      ? []
      : [`• ${texts.heldMethods(formatList(health.heldMethods.map(code), locale), heldUntil)}`]),
    ...(health.closedChannels.length === 0
      ? []
      : [`• ${texts.closed(channels(health.closedChannels, locale))}`]),
    ...(health.stuckCards === 0 ? [] : [`• ${texts.stuck(count(health.stuckCards))}`]),
    ...(health.retrying === 0 ? [] : [`• ${texts.retrying(count(health.retrying))}`]),
    `• ${health.dead === 0 ? texts.noDead : texts.dead(count(health.dead))}`,
  ].join('\n');
}

/** @returns what whoever asked for dead letters to be sent again is told */
export function resentText(sent: number, locale: Locale): string {
  const { health } = messages(locale).delivery;
  return sent === 0 ? health.nothingToResend : health.resent(formatCount(sent, locale));
}

function periodLines(figures: DeliveryFigures, period: 'hour' | 'day', locale: Locale): string[] {
  const { health } = messages(locale).delivery;
  const { delivered, late, repaired, failed, p50Seconds, p99Seconds } = figures;
  if (delivered + failed === 0) return [`• ${health.none(health.period[period])}`];
  const count = (value: number) => formatCount(value, locale);
  const counts = health.counts(health.period[period], {
    delivered: count(delivered),
    late: count(late),
    repaired: count(repaired),
    failed: count(failed),
  });
  if (p50Seconds === null || p99Seconds === null) return [`• ${counts}`];
  return [`• ${counts}`, `    ${health.times(seconds(p50Seconds), seconds(p99Seconds))}`];
}

/** Cards take tenths of a second, so that whole seconds would say nothing. */
function seconds(value: number): string {
  return `${Math.max(0, value).toFixed(value < 10 ? 2 : 0)} s`;
}

/** Only ids that look like Slack's become mentions of channels. */
function channels(ids: readonly string[], locale: Locale): string {
  const named = ids
    .slice(0, MOST_NAMED)
    .map((id) => (/^[CDG][A-Z0-9]+$/.test(id) ? `<#${id}>` : code(shorten(id, 40))));
  const more = ids.length - named.length;
  const rest = more > 0 ? [messages(locale).delivery.health.more(formatCount(more, locale))] : [];
  return formatList([...named, ...rest], locale);
}
