import type { InputBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { minutesText } from '../domain/waiting-options.ts';
import { messages } from '../i18n/index.ts';
import { textInput } from './modal-inputs.ts';

/** What becomes of holds that wait, in the form that edits a subscription. Each is a block of that id. */
export const WAITING_FIELDS = { remind: 'remind', escalate: 'escalate', expire: 'expire' } as const;

export function waitingInputs(options: SubscriptionOptions, locale: Locale): InputBlock[] {
  const { form } = messages(locale).waiting;
  const { remind = [], escalate, expire } = options;
  const whom = escalate === undefined ? '' : `${minutesText(escalate.after)}:${escalate.whom}`;
  const end = expire === undefined ? '' : minutesText(expire);
  const { remind: times, escalate: call, expire: give } = WAITING_FIELDS;
  return [
    textInput(times, form.remind, remind.map(minutesText).join(', '), '2h, 8h', form.remindHint),
    textInput(call, form.escalate, whom, '24h:S0614TZR7', form.escalateHint),
    textInput(give, form.expire, end, '7d', form.expireHint),
  ];
}
