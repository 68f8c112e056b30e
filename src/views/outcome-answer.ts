import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ActionKind } from '../domain/pipeline.ts';
import { confirmationOffer } from './confirmation.ts';
import { connectOffer } from './connect-modal.ts';
import { contextsOffer } from './contexts-warning.ts';
import { lockedAnswer } from './lock-answers.ts';
import { outcomeText } from './outcome.ts';

/** @returns the private answer to the one who asked: words, and a button where there is something to do about it */
export function outcomeAnswer(
  outcome: ActionOutcome,
  kind: ActionKind,
  locale: Locale,
): { text: string; blocks?: KnownBlock[] } {
  if (outcome.kind === 'confirm') return confirmationOffer(outcome.requestId, outcome.shown, locale);
  if (outcome.kind === 'contexts-refused') return contextsOffer(outcome, locale);
  if (outcome.kind === 'locked') return lockedAnswer(outcome, locale);
  return outcome.kind === 'not-connected' && outcome.requestId !== null
    ? connectOffer(outcome.requestId, locale)
    : { text: outcomeText(outcome, kind, locale) };
}
