import type { ActionSnapshot } from '../domain/pipeline.ts';
import type { CardView } from './card-view.ts';
import { standingFor } from './card-votes.ts';
import { mention } from './mrkdwn.ts';

/** @returns who asked for an action; with the bot's token, CircleCI shows the bot, so the card says that it did */
export function actorLabel(
  { texts }: Pick<CardView, 'texts'>,
  action: Pick<ActionSnapshot, 'slackUserId' | 'identity' | 'standsFor'>,
): string {
  const { slackUserId, identity } = action;
  const who = standingFor(mention(slackUserId), action, texts);
  return identity === 'shared' ? texts.identities.withBotsToken(who) : who;
}
