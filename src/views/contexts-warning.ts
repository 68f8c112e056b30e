import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { ActionOutcome, RefusedContext } from '../domain/outcome.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { actions, button, section } from './blocks.ts';
import { code } from './mrkdwn.ts';

/** @returns mrkdwn: which contexts CircleCI would refuse, why, and what to do */
export function contextsWarning(contexts: readonly RefusedContext[], locale: Locale): string {
  const { approvalDetail: texts } = messages(locale);
  const lines = contexts.map(({ name, why }) => `• ${texts.warnedContext(code(name), texts.refused[why])}`);
  return [texts.warning(`\n${lines.join('\n')}`), texts.warningAdvice].join('\n');
}

/** @returns the warning, with a button to approve anyway */
export function contextsOffer(
  { requestId, contexts }: Extract<ActionOutcome, { kind: 'contexts-refused' }>,
  locale: Locale,
): { text: string; blocks: KnownBlock[] } {
  const text = contextsWarning(contexts, locale);
  const { anyway } = messages(locale).approvalDetail;
  const offer = button({ action: ACTION.approveAnyway, text: anyway, value: requestId, style: 'danger' });
  return { text, blocks: [section(text.split('\n')), actions([offer])] };
}
