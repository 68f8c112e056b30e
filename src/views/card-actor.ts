import type { ActionSnapshot } from '../domain/pipeline.ts';
import type { CardView } from './card-view.ts';
import { mention } from './mrkdwn.ts';

/** @returns who asked for an action; with the bot's token, CircleCI shows the bot, so the card says that it did */
export function actorLabel(
  { texts }: Pick<CardView, 'texts'>,
  { slackUserId, identity }: Pick<ActionSnapshot, 'slackUserId' | 'identity'>,
): string {
  const who = mention(slackUserId);
  return identity === 'shared' ? texts.identities.withBotsToken(who) : who;
}
