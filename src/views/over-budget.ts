import type { Locale } from '../domain/locale.ts';
import { formatCount, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { code, inline, shorten } from './mrkdwn.ts';

export interface OverBudgetModel {
  /** As it is typed, and as people know it. */
  readonly project: string;
  readonly label: string;
  readonly budget: number;
  /** ISO 8601: when the digest comes. */
  readonly due: string;
}

/** @returns the notice that a subscription has brought as many cards as it may in this hour, as mrkdwn */
export function overBudgetText(
  { project, label: name, budget, due }: OverBudgetModel,
  locale: Locale,
): string {
  const label = code(shorten(name, 150));
  const command = code(`/circleci subscribe ${shorten(project, 150)} budget=…`);
  const when = slackDate(due) ?? inline(due);
  return messages(locale).digests.overBudget(label, formatCount(budget, locale), when, command);
}
