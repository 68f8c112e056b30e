import type { Locale } from '../domain/locale.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { row } from './card-view.ts';
import { code, inline, shorten } from './mrkdwn.ts';
import { filterText } from './subscription-list.ts';

/** A channel's subscription, as far as it is shown. */
export interface FollowedProject extends Filter {
  readonly channelId: string;
}

/** @returns `#deploys follows gh/acme/shop · branches … · only Failed` as mrkdwn */
export function subscriptionLine(subscription: FollowedProject, locale: Locale): string {
  const { home } = messages(locale);
  return row([
    home.subscription(channel(subscription.channelId), code(shorten(subscription.project, 150))),
    filterText(subscription, locale),
  ]);
}

/** @returns `<#C…>` for a Slack channel id; anything else is shown as the text it is */
function channel(id: string): string {
  return /^[CGD][A-Z0-9]{1,30}$/.test(id) ? `<#${id}>` : inline(shorten(id, 40));
}
