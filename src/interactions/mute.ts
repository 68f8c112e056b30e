import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { type Muted, muteCard, unmuteCard } from '../notices/mute.ts';
import { govern } from '../policy/govern.ts';
import { placeOf } from '../runs/action-place.ts';
import { decodeId } from '../views/action-ids.ts';
import { mention } from '../views/mrkdwn.ts';
import type { ClickHandler } from './interaction.ts';
import type { Click } from './payloads.ts';

/** Mute, on a card: it stays true and its thread is quiet. */
export const mute: ClickHandler = (ctx, actor, click) =>
  changed(ctx, actor, click, 'mute', (pipelineId, channelId) => muteCard(ctx, actor, pipelineId, channelId));

export const unmute: ClickHandler = (ctx, actor, click) =>
  changed(ctx, actor, click, 'unmute', (pipelineId, channelId) => unmuteCard(ctx, pipelineId, channelId));

async function changed(
  ctx: Context,
  actor: Actor,
  { value, channelId }: Click,
  name: 'mute' | 'unmute',
  change: (pipelineId: string, channelId: string) => Promise<Muted>,
) {
  const { interactions, people } = messages(actor.locale);
  const pipelineId = decodeId(value);
  if (pipelineId === null || channelId === null) return { text: interactions.buttonTooOld };
  const pipeline = { projectSlug: '', pipelineId, workflowId: null, jobId: null, detail: {} };
  const { startedBy: _, triggerActor: __, project, ...place } = await placeOf(ctx.db, pipeline, channelId);
  const where = { ...place, project: project === '' ? null : project };
  const result = await govern(ctx, actor, { name, action: 'mute', where }, async () => {
    const done = await change(pipelineId, channelId);
    return { value: done, detail: { what: done.kind } };
  });
  if (!result.ok) return { text: result.text };
  switch (result.value.kind) {
    case 'done':
      return { text: name === 'mute' ? people.muted : people.unmuted };
    case 'already':
      return { text: people.alreadyMuted(mention(result.value.by)) };
    case 'not-muted':
      return { text: people.notMuted };
    case 'no-card':
      return { text: people.noCard };
  }
}
