import { messages } from '../i18n/index.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { explainCard } from '../subscriptions/explain-card.ts';
import { decodeId } from '../views/action-ids.ts';
import { renderExplanation } from '../views/explanation.ts';
import type { ClickHandler } from './interaction.ts';

/** “Why did I get this?” on a card: the same answer as `/circleci explain`, from what is stored. */
export const why: ClickHandler = async (ctx, { locale }, { value, channelId }) => {
  const pipelineId = decodeId(value);
  const snapshot = pipelineId === null ? null : await loadSnapshot(ctx, ctx.db, pipelineId);
  if (snapshot === null || channelId === null) return { text: messages(locale).interactions.buttonTooOld };
  return { text: renderExplanation({ snapshot, ...(await explainCard(ctx, channelId, snapshot)) }, locale) };
};
