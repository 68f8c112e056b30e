import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { cardFate } from '../notifications/card-fate.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { runAnswer } from '../views/run-modal-answer.ts';

/** @returns what to tell whoever asked for a run, or for a rollback that a pipeline does; nothing when its card in the channel tells it */
export async function answerToRun(
  ctx: Context,
  { channelId, locale }: Actor,
  outcome: ActionOutcome,
  kind: 'run' | 'rollback' = 'run',
) {
  if (outcome.kind !== 'confirmed') return runAnswer(outcome, { fate: 'late', snapshot: null, locale, kind });
  const fate = await cardFate(ctx, outcome.pipelineId, channelId);
  const snapshot = await loadSnapshot(ctx, ctx.db, outcome.pipelineId);
  return runAnswer(outcome, { fate, snapshot, locale, kind });
}
