import { messages } from '../i18n/index.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { explainCard } from '../subscriptions/explain-card.ts';
import { decodeId } from '../views/action-ids.ts';
import { renderExplanation } from '../views/explanation.ts';
import { channelsShowing } from '../waiting/may-see.ts';
import type { ClickHandler } from './interaction.ts';

/** “Why did I get this?” on a card: the same answer as `/circleci explain`, from what is stored. */
export const why: ClickHandler = async (ctx, { locale }, { value, channelId }) => {
  const tooOld = { text: messages(locale).interactions.buttonTooOld };
  const pipelineId = decodeId(value);
  if (pipelineId === null || channelId === null) return tooOld;
  if (!(await channelsShowing(ctx, pipelineId)).includes(channelId)) return tooOld;
  const snapshot = await loadSnapshot(ctx, ctx.db, pipelineId);
  if (snapshot === null) return tooOld;
  return { text: renderExplanation({ snapshot, ...(await explainCard(ctx, channelId, snapshot)) }, locale) };
};
