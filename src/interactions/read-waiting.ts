import type { Locale } from '../domain/locale.ts';
import type { SubscriptionOptions } from '../domain/subscription-options.ts';
import { readEscalate, readExpire, readRemind } from '../subscriptions/waiting-words.ts';
import { isMistake, type Mistake, plainStatement } from '../views/help-mistake.ts';
import { WAITING_FIELDS } from '../views/subscription-modal-waiting.ts';
import { filledIn } from './form.ts';
import type { FormView } from './payloads.ts';

/** What the form says about holds that wait; a field that is empty turns its option off. */
export interface WaitingRead {
  readonly options: Pick<SubscriptionOptions, 'remind' | 'escalate' | 'expire'>;
  /** What is wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
}

export function readWaitingFields(view: FormView, locale: Locale): WaitingRead {
  const errors: Record<string, string> = {};
  const read = <T extends object>(field: string, parse: (text: string) => T | Mistake): Partial<T> => {
    const parsed = parse(filledIn(view, field) ?? '');
    if (!isMistake(parsed)) return parsed;
    errors[field] = plainStatement(parsed, locale);
    return {};
  };
  const { remind } = read(WAITING_FIELDS.remind, (text) => readRemind(text.split(/[,、，]/u)));
  const { escalate } = read(WAITING_FIELDS.escalate, readEscalate);
  const { expire } = read(WAITING_FIELDS.expire, readExpire);
  return { errors, options: { remind, escalate, expire } };
}
