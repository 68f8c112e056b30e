import type { Locale } from '../domain/locale.ts';
import { slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { mention } from './mrkdwn.ts';

interface ShownDelegation {
  readonly from: string;
  readonly to: string;
  readonly until: Date;
}

export interface DelegationsView {
  readonly own: ShownDelegation | null;
  readonly received: readonly ShownDelegation[];
}

/** @returns mrkdwn: who stands in for a person just now, and for whom they do */
export function delegationLines(delegations: DelegationsView | undefined, locale: Locale): string[] {
  if (delegations === undefined) return [];
  const { delegate } = messages(locale).votes;
  const until = (one: ShownDelegation) => slackDate(one.until.toISOString()) ?? '';
  const { own, received } = delegations;
  return [
    ...(own === null ? [] : [delegate.you(mention(own.to), until(own))]),
    ...received.map((one) => delegate.youFor(mention(one.from), until(one))),
  ];
}
