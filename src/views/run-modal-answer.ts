import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { messages } from '../i18n/index.ts';
import { outcomeText } from './outcome.ts';
import { outcomeAnswer } from './outcome-answer.ts';
import { pipelineLink } from './pipeline-labels.ts';

/**
 * What became of a new pipeline's card in the channel it was asked in: it stands there, Slack does not let the bot
 * write there, or it has not arrived yet.
 */
export type CardFate = 'shown' | 'refused' | 'late';

/**
 * @param snapshot the pipeline, once it is confirmed; null when it is not known
 * @returns what to tell the one who asked for a run; nothing when the card tells it
 */
export function runAnswer(
  outcome: ActionOutcome,
  {
    fate,
    snapshot,
    locale,
    kind = 'run',
  }: {
    fate: CardFate;
    snapshot: PipelineSnapshot | null;
    locale: Locale;
    kind?: 'run' | 'rollback';
  },
): { text: string; blocks?: KnownBlock[] } | undefined {
  if (outcome.kind !== 'confirmed') return outcomeAnswer(outcome, kind, locale);
  if (fate === 'shown') return undefined;
  const lines = [outcomeText(outcome, kind, locale)];
  if (snapshot !== null) lines.push(pipelineLink(snapshot));
  if (fate === 'refused') lines.push(messages(locale).commands.noCardHere);
  return { text: lines.join('\n') };
}
