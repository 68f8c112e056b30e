import type { JobSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { isTaken, latestAction, waitingHolds } from '../domain/pipeline-state.ts';
import { isFinished } from '../domain/status.ts';
import { formatCount } from '../i18n/format.ts';
import { actorLabel } from './card-actor.ts';
import { approvalLines } from './card-approval.ts';
import type { CardView } from './card-view.ts';
import { inline } from './mrkdwn.ts';
import { plainLabel } from './pipeline-labels.ts';
import { statusWord } from './status-text.ts';

/** Most holds of one workflow that get a line and buttons; the rest is counted. */
export const HOLDS_SHOWN = 5;

/** @returns the holds of a workflow that a person can decide now with a button on the card */
export function decidableHolds(
  { snapshot }: Pick<CardView, 'snapshot'>,
  workflow: WorkflowSnapshot,
): JobSnapshot[] {
  if (isTaken(latestAction(snapshot, 'cancel', workflow.id))) return [];
  return waitingHolds(workflow).filter(
    (hold) => !isTaken(latestAction(snapshot, 'approve', workflow.id, hold.id)),
  );
}

/** @returns a line for every hold that waits or was decided; none for those not reached */
export function holdLines(view: CardView, workflow: WorkflowSnapshot): string[] {
  const waiting = waitingHolds(workflow);
  const decided = workflow.jobs.filter((job) => job.type === 'approval' && !waiting.includes(job));
  if (workflow.status === 'on_hold' && waiting.length === 0) return [`⏸️ ${view.texts.cards.holdUnnamed}`];
  const hidden = waiting.length - HOLDS_SHOWN;
  return [
    ...decided
      .map((hold) => decidedLine(view, workflow, hold))
      .filter((line) => line !== null)
      .slice(-HOLDS_SHOWN),
    ...waiting.slice(0, HOLDS_SHOWN).flatMap((hold) => waitingLines(view, workflow, hold)),
    ...(hidden > 0 ? [view.texts.cards.moreHolds(formatCount(hidden, view.locale))] : []),
  ];
}

function waitingLines(view: CardView, workflow: WorkflowSnapshot, hold: JobSnapshot): string[] {
  const { cards } = view.texts;
  const name = inline(plainLabel(hold));
  const action = latestAction(view.snapshot, 'approve', workflow.id, hold.id);
  const waits = `⏸️ ${cards.holdWaits(name)}`;
  const behind = approvalLines(view, workflow, hold, waitingHolds(workflow).length);
  if (action === undefined) return [waits, ...behind];
  const who = actorLabel(view, action);
  switch (action.state) {
    case 'pending':
      return [`⏳ ${cards.holdApproving(name, who)}`];
    case 'confirmed':
      return [`✅ ${cards.holdApprovedBy(name, who)}`];
    case 'failed':
      return [waits, `⚠️ ${cards.holdFailed(name, who)}`, ...behind];
    case 'unknown':
      return [waits, `❔ ${cards.holdUnknown(name, who)}`, ...behind];
  }
}

function decidedLine(view: CardView, workflow: WorkflowSnapshot, hold: JobSnapshot): string | null {
  const { cards } = view.texts;
  const name = inline(plainLabel(hold));
  const action = latestAction(view.snapshot, 'approve', workflow.id, hold.id);
  const who = action === undefined ? '' : actorLabel(view, action);
  if (action?.state === 'confirmed') return `✅ ${cards.holdApprovedBy(name, who)}`;
  if (action?.state === 'pending') return `⏳ ${cards.holdApproving(name, who)}`;
  if (hold.status === 'success') {
    return action?.state === 'unknown'
      ? `✅ ${cards.holdApprovedPerhaps(name, who)}`
      : `✅ ${cards.holdApproved(name)}`;
  }
  if (!isFinished(hold.status) || hold.status === 'not_run') return null;
  return `🚫 ${cards.holdEnded(name, statusWord(hold.status, view.locale))}`;
}
