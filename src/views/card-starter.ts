import type { CardView } from './card-view.ts';
import { inline, mention, shorten } from './mrkdwn.ts';

/** @returns who started the pipeline, and how, as mrkdwn */
export function starterLabel({ snapshot, texts: { cards } }: CardView): string {
  const slackUser = snapshot.startedBySlackUser ?? confirmedRunner(snapshot.actions);
  if (slackUser !== null) return cards.startedFromSlack(mention(slackUser));
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

function confirmedRunner(actions: CardView['snapshot']['actions']): string | null {
  return actions.find(({ kind, state }) => kind === 'run' && state === 'confirmed')?.slackUserId ?? null;
}

/** Words that CircleCI writes in code style, as the products are called. */
function triggerName(triggerType: string): string {
  const names: Record<string, string> = { gitlab: 'GitLab', github_app: 'GitHub', bitbucket: 'Bitbucket' };
  const known = Object.hasOwn(names, triggerType) ? names[triggerType] : undefined;
  return known ?? (inline(shorten(triggerType, 40)) || 'CircleCI');
}
