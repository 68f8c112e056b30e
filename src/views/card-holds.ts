import type { ActionSnapshot, JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { isTaken, latestAction, waitingHolds } from '../domain/pipeline-state.ts';
import { isFinished } from '../domain/status.ts';
import { formatCount } from '../i18n/format.ts';
import { actorLabel } from './card-actor.ts';
import { approvalLines } from './card-approval.ts';
import type { CardView } from './card-view.ts';
import { approverLines, voteLines, withReason } from './card-votes.ts';
import { inline, quote } from './mrkdwn.ts';
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
  return waitingHolds(workflow).filter((hold) => !isTaken(latestDecision(snapshot, workflow.id, hold.id)));
}

/** @returns a line for every hold that waits or was decided; none for those not reached */
export function holdLines(view: CardView, workflow: WorkflowSnapshot): string[] {
  const waiting = waitingHolds(workflow);
  const decided = workflow.jobs.filter((job) => job.type === 'approval' && !waiting.includes(job));
  if (workflow.status === 'on_hold' && waiting.length === 0) return [`⏸️ ${view.texts.cards.holdUnnamed}`];
  const hidden = waiting.length - HOLDS_SHOWN;
  return [
    ...decided
      .map((hold) => decidedLines(view, workflow, hold))
      .filter((lines) => lines.length > 0)
      .slice(-HOLDS_SHOWN)
      .flat(),
    ...waiting.slice(0, HOLDS_SHOWN).flatMap((hold) => waitingLines(view, workflow, hold)),
    ...(hidden > 0 ? [view.texts.cards.moreHolds(formatCount(hidden, view.locale))] : []),
  ];
}

function waitingLines(view: CardView, workflow: WorkflowSnapshot, hold: JobSnapshot): string[] {
  const { cards } = view.texts;
  const name = inline(plainLabel(hold));
  const action = latestDecision(view.snapshot, workflow.id, hold.id);
  const waits = [`⏸️ ${cards.holdWaits(name)}`, ...voteLines(view, workflow.id, hold.id)];
  const behind = approvalLines(view, workflow, hold, waitingHolds(workflow).length);
  if (action === undefined) return [...waits, ...behind];
  const who = actorLabel(view, action);
  if (action.kind === 'reject') {
    const isOpen = action.state === 'failed' || action.state === 'unknown';
    return [...(isOpen ? waits : []), rejectionLine(view, hold, action)];
  }
  switch (action.state) {
    case 'pending':
      return [`⏳ ${cards.holdApproving(name, who)}`];
    case 'confirmed':
      return approvedLines(view, workflow, hold, action);
    case 'failed':
      return [...waits, `⚠️ ${cards.holdFailed(name, who)}`, ...behind];
    case 'unknown':
      return [...waits, `❔ ${cards.holdUnknown(name, who)}`, ...behind];
  }
}

function decidedLines(view: CardView, workflow: WorkflowSnapshot, hold: JobSnapshot): string[] {
  const { cards } = view.texts;
  const name = inline(plainLabel(hold));
  const action = latestDecision(view.snapshot, workflow.id, hold.id);
  const who = action === undefined ? '' : actorLabel(view, action);
  if (action?.kind === 'reject') {
    if (action.state !== 'failed') return [rejectionLine(view, hold, action)];
  } else if (action?.state === 'confirmed') return approvedLines(view, workflow, hold, action);
  else if (action?.state === 'pending') return [`⏳ ${cards.holdApproving(name, who)}`];
  if (hold.status === 'success') {
    return action?.kind === 'approve' && action.state === 'unknown'
      ? [`✅ ${cards.holdApprovedPerhaps(name, who)}`]
      : [`✅ ${cards.holdApproved(name)}`];
  }
  if (!isFinished(hold.status) || hold.status === 'not_run') return [];
  return [`🚫 ${cards.holdEnded(name, statusWord(hold.status, view.locale))}`];
}

function approvedLines(
  view: CardView,
  workflow: WorkflowSnapshot,
  hold: JobSnapshot,
  action: ActionSnapshot,
): string[] {
  const approvers = approverLines(view, workflow.id, hold.id);
  // With several of them, each stands there with their own reason.
  const reason = approvers.length === 0 ? action.reason : null;
  const who = withReason(actorLabel(view, action), reason, view.texts);
  return [`✅ ${view.texts.cards.holdApprovedBy(inline(plainLabel(hold)), who)}`, ...approvers];
}

/** The reason on a line of its own: it is what everybody wants to know. */
function rejectionLine(view: CardView, hold: JobSnapshot, action: ActionSnapshot): string {
  const { votes } = view.texts;
  const says = {
    pending: votes.rejecting,
    confirmed: votes.rejected,
    failed: votes.rejectFailed,
    unknown: votes.rejectUnknown,
  };
  const emoji = { pending: '⏳', confirmed: '⛔', failed: '⚠️', unknown: '❔' };
  const line = `${emoji[action.state]} ${says[action.state](inline(plainLabel(hold)), actorLabel(view, action))}`;
  const reason = quote(action.reason ?? '', 300, 2);
  return reason === '' ? line : `${line}\n${reason}`;
}

/** @returns the newest approval or rejection of a hold that was asked for in Slack */
function latestDecision(
  { actions }: PipelineSnapshot,
  workflowId: string,
  jobId: string,
): ActionSnapshot | undefined {
  return actions.findLast(
    (action) =>
      (action.kind === 'approve' || action.kind === 'reject') &&
      action.workflowId === workflowId &&
      action.jobId === jobId,
  );
}
