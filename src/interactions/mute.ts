import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { type Muted, muteCard, unmuteCard } from '../notices/mute.ts';
import { decodeId } from '../views/action-ids.ts';
import { mention } from '../views/mrkdwn.ts';
import type { ClickHandler } from './interaction.ts';
import type { Click } from './payloads.ts';

/** Mute, on a card: it stays true and its thread is quiet. */
export const mute: ClickHandler = (ctx, actor, click) =>
  changed(actor, click, messages(actor.locale).people.muted, (pipelineId, channelId) =>
    muteCard(ctx, actor, pipelineId, channelId),
  );

export const unmute: ClickHandler = (ctx, actor, click) =>
  changed(actor, click, messages(actor.locale).people.unmuted, (pipelineId, channelId) =>
    unmuteCard(ctx, pipelineId, channelId),
  );

async function changed(
  { locale }: Actor,
  { value, channelId }: Click,
  done: string,
  change: (pipelineId: string, channelId: string) => Promise<Muted>,
) {
  const { interactions, people } = messages(locale);
  const pipelineId = decodeId(value);
  if (pipelineId === null || channelId === null) return { text: interactions.buttonTooOld };
  const result = await change(pipelineId, channelId);
  switch (result.kind) {
    case 'done':
      return { text: done };
    case 'already':
      return { text: people.alreadyMuted(mention(result.by)) };
    case 'not-muted':
      return { text: people.notMuted };
    case 'no-card':
      return { text: people.noCard };
  }
}
