import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { CardFate } from '../views/run-modal-answer.ts';
import { loadCard } from './card-store.ts';

/** A job posts the card, as a rule within a tenth of a second. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 100;

/** @returns what became of the card of a pipeline that was just started from this channel */
export async function cardFate(
  { db }: Pick<Context, 'db'>,
  pipelineId: string,
  channelId: string | null,
): Promise<CardFate> {
  if (channelId === null) return 'late';
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const card = await loadCard(db, pipelineId, channelId);
    if (card !== null && card.problem !== null) return 'refused';
    if (card !== null && card.messageTs !== null) return 'shown';
    if (performance.now() >= deadline) return 'late';
    await pause(LOOK_EVERY_MS);
  }
}
