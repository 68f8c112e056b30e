import type { ActionSnapshot } from '../domain/pipeline.ts';
import { actorLabel } from './card-actor.ts';
import type { CardView } from './card-view.ts';
import { inline, shorten } from './mrkdwn.ts';

/** @returns who started the pipeline, and how, as mrkdwn */
export function starterLabel({ snapshot, texts }: CardView): string {
  const { cards } = texts;
  const slackUser = snapshot.startedBySlackUser ?? runBy(snapshot.actions)?.slackUserId ?? null;
  if (slackUser !== null) {
    const identity = runBy(snapshot.actions)?.identity;
    const by = { slackUserId: slackUser, ...(identity === undefined ? {} : { identity }) };
    return cards.startedFromSlack(actorLabel({ texts }, by));
  }
  const who = inline(shorten(snapshot.triggerActor ?? '', 60)) || null;
  switch (snapshot.triggerType) {
    case 'webhook':
      return cards.startedByPush(who);
    case 'schedule':
    case 'scheduled_pipeline':
      return cards.startedBySchedule;
    case 'api':
      return cards.startedByApi(who);
    case 'explicit':
      return cards.startedByHand(who);
    default:
      return cards.startedByOther(triggerName(snapshot.triggerType), who);
  }
}

function runBy(actions: CardView['snapshot']['actions']): ActionSnapshot | undefined {
  return actions.find(({ kind, state }) => kind === 'run' && state === 'confirmed');
}

/** Words that CircleCI writes in code style, as the products are called. */
function triggerName(triggerType: string): string {
  const names: Record<string, string> = { gitlab: 'GitLab', github_app: 'GitHub', bitbucket: 'Bitbucket' };
  const known = Object.hasOwn(names, triggerType) ? names[triggerType] : undefined;
  return known ?? (inline(shorten(triggerType, 40)) || 'CircleCI');
}
