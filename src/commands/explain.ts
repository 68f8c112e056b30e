import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { findTarget, latestInChannel } from '../runs/lookup.ts';
import { explainCard } from '../subscriptions/explain-card.ts';
import { renderExplanation } from '../views/explanation.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { pipelinesFor } from './candidates.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseTarget, type Target } from './target-words.ts';

export const explain = command({
  name: 'explain',
  parse: (words) => parseTarget(words, []),
  run: explainPipeline,
});

async function explainPipeline(
  ctx: Context,
  { actor }: Invocation,
  { target }: { readonly target: Target },
): Promise<Reply> {
  const { channelId, locale } = actor;
  if (channelId === null) return { mistake: 'needs-channel' };
  const snapshot = await pipelineMeant(ctx, target, channelId);
  if (isMistake(snapshot)) return snapshot;
  return { text: renderExplanation({ snapshot, ...(await explainCard(ctx, channelId, snapshot)) }, locale) };
}

/** Without a link the newest card of the channel is meant. */
async function pipelineMeant(
  ctx: Context,
  target: Target,
  channelId: string,
): Promise<PipelineSnapshot | Mistake> {
  if (target.kind === 'link') {
    return (await findTarget(ctx, target.url)) ?? { mistake: 'link-not-found', word: target.text };
  }
  const found =
    target.kind === 'number'
      ? await pipelinesFor(ctx, target, channelId)
      : await latestInChannel(ctx, channelId, 1);
  if (isMistake(found)) return found;
  return found[0] ?? { mistake: 'link-missing' };
}
