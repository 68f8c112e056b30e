import type { ActionSnapshot } from '../domain/pipeline.ts';
import { latestAction, type WorkflowGroup } from '../domain/pipeline-state.ts';
import { actorLabel } from './card-actor.ts';
import type { CardView } from './card-view.ts';
import { spanWords } from './waiting-parts.ts';

/** @returns what was asked of a workflow in Slack (cancel, rerun), and what became of it */
export function requestLines(view: CardView, group: WorkflowGroup): string[] {
  return [...rerunOrigin(view, group), ...rerunLines(view, group), ...cancelLines(view, group)];
}

/**
 * Who made this attempt: a confirmed rerun of an earlier one. It must be younger than the attempt before this,
 * or it made that one.
 */
function rerunOrigin(view: CardView, { earlier }: WorkflowGroup): string[] {
  const { snapshot, texts } = view;
  const previous = earlier.at(-1);
  if (previous === undefined) return [];
  const ids = new Set(earlier.map((workflow) => workflow.id));
  const action = snapshot.actions.findLast(
    ({ kind, state, workflowId, requestedAt }) =>
      kind === 'rerun' &&
      state === 'confirmed' &&
      workflowId !== null &&
      ids.has(workflowId) &&
      Date.parse(requestedAt) >= Date.parse(previous.createdAt),
  );
  return action === undefined ? [] : [`🔁 ${texts.cards.rerunBy(actorLabel(view, action))}`];
}

function rerunLines(view: CardView, { current }: WorkflowGroup): string[] {
  const { snapshot, texts } = view;
  const { cards } = texts;
  return stateLine(view, latestAction(snapshot, 'rerun', current.id), {
    pending: cards.rerunPending,
    confirmed: cards.rerunBy,
    failed: cards.rerunFailed,
    unknown: cards.rerunUnknown,
  });
}

function cancelLines(view: CardView, { current }: WorkflowGroup): string[] {
  const { snapshot, texts } = view;
  const { cards } = texts;
  const action = latestAction(snapshot, 'cancel', current.id);
  // Someone else was faster: what was wanted is there, and who did it is not known.
  if (action?.state === 'failed' && current.status === 'canceled') return [];
  // The bot's own doing: who asked is nobody.
  if (action?.expiredAfter !== undefined && (action.state === 'confirmed' || action.state === 'pending')) {
    const { waiting } = view.texts;
    const time = spanWords(action.expiredAfter, view.locale);
    return action.state === 'pending' ? [`⌛ ${waiting.expiring(time)}`] : [`⌛ ${waiting.expired(time)}`];
  }
  return stateLine(view, action, {
    pending: cards.cancelPending,
    confirmed: cards.cancelBy,
    failed: cards.cancelFailed,
    unknown: cards.cancelUnknown,
  });
}

const EMOJI = { pending: '⏳', confirmed: '✔️', failed: '⚠️', unknown: '❔' } as const;

function stateLine(
  view: CardView,
  action: ActionSnapshot | undefined,
  says: Record<ActionSnapshot['state'], (who: string) => string>,
): string[] {
  if (action === undefined) return [];
  return [`${EMOJI[action.state]} ${says[action.state](actorLabel(view, action))}`];
}
