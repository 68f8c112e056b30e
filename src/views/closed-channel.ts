import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { code, shorten } from './mrkdwn.ts';

/** @returns the direct message to someone who subscribed a channel that cannot be written to */
export function closedChannelText(
  channelId: string,
  reason: string,
  locale: Locale,
): { readonly text: string } {
  const { delivery } = messages(locale);
  const channel = /^[CDG][A-Z0-9]+$/.test(channelId) ? `<#${channelId}>` : code(shorten(channelId, 40));
  const why = reasonText(reason, channelId, locale);
  return { text: delivery.channelClosed(channel, why) };
}

/** @returns the answer to someone who subscribes a channel that the bot can’t post in */
export function notWritableText(reason: string, channelId: string, locale: Locale): string {
  const { notWritable } = messages(locale).delivery;
  if (reason === 'is_archived') return notWritable.archived;
  if (isDirectMessage(channelId)) return notWritable.othersMessage;
  return reason === 'not_in_channel' ? notWritable.notMember : notWritable.hidden;
}

function isDirectMessage(channelId: string): boolean {
  return channelId.startsWith('D');
}

function reasonText(reason: string, channelId: string, locale: Locale): string {
  const { closedBecause } = messages(locale).delivery;
  if (reason === 'is_archived') return closedBecause.archived;
  if (isDirectMessage(channelId)) return closedBecause.othersMessage;
  if (reason === 'not_in_channel') return closedBecause.notMember;
  if (reason === 'channel_not_found') return closedBecause.gone;
  return closedBecause.restricted;
}
