import type { KnownBlock } from '@slack/types';
import type { WorkflowSnapshot } from '../domain/pipeline.ts';
import { isTaken, latestAction, type WorkflowGroup } from '../domain/pipeline-state.ts';
import { isFailure, isFinished } from '../domain/status.ts';
import { actions, section } from './blocks.ts';
import { cancelButton, holdButtons, rerunButton } from './card-buttons.ts';
import { failureLines } from './card-failure.ts';
import { holdEndLines } from './card-hold-ends.ts';
import { decidableHolds, HOLDS_SHOWN, holdLines } from './card-holds.ts';
import { failedLines, progressLines } from './card-progress.ts';
import { requestLines } from './card-requests.ts';
import { type CardView, row } from './card-view.ts';
import { listOf } from './lists.ts';
import { link } from './mrkdwn.ts';
import { plainLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/**
 * @param namedHolds true where the card shows several holds, so that each button names its own
 * @returns one workflow name in full: its newest attempt, a row of buttons for each hold that waits
 */
export function workflowBlocks(view: CardView, group: WorkflowGroup, namedHolds: boolean): KnownBlock[] {
  const { current } = group;
  const scope = { ...view, workflow: current };
  const rows = decidableHolds(view, current)
    .slice(0, HOLDS_SHOWN)
    .map((hold) => holdButtons(scope, hold, namedHolds))
    .filter((buttons) => buttons.length > 0);
  const [accessory] = rows.length > 0 ? [] : workflowButton(view, current);
  return [section(workflowLines(view, group), accessory), ...rows.map(actions)];
}

function workflowLines(view: CardView, group: WorkflowGroup): string[] {
  const { current } = group;
  return [
    titleLine(view, current),
    ...progressLines(view, current),
    ...failedLines(view, current),
    ...(current.status === 'unauthorized' ? [view.texts.cards.unauthorizedHint] : []),
    ...holdLines(view, current),
    ...holdEndLines(view, current),
    ...requestLines(view, group),
    ...earlierLines(view, group),
    ...failureLines(view, current),
  ];
}

function titleLine({ locale, texts }: CardView, workflow: WorkflowSnapshot): string {
  const attempt = workflow.attempt > 1 ? texts.cards.attempt(workflow.attempt) : '';
  const name = `*${link(workflow.url, plainLabel(workflow))}*`;
  return `${statusEmoji(workflow.status)} ${row([name, statusWord(workflow.status, locale), attempt])}`;
}

function earlierLines({ locale, texts }: CardView, { earlier }: WorkflowGroup): string[] {
  if (earlier.length === 0) return [];
  const describe = ({ attempt, status, url }: WorkflowSnapshot) =>
    `${link(url, texts.cards.attempt(attempt))} ${statusWord(status, locale)}`;
  const limits = { items: 3, length: 1200 };
  return [texts.cards.earlier(listOf(earlier.toReversed(), describe, limits, locale))];
}

/** At most one: what a person may want to do with the workflow as a whole, in the state it is in. */
function workflowButton(view: CardView, workflow: WorkflowSnapshot) {
  const scope = { ...view, workflow };
  if (!isFinished(workflow.status)) {
    return isTaken(latestAction(view.snapshot, 'cancel', workflow.id)) ? [] : cancelButton(scope);
  }
  // After an unconfirmed rerun a second one could run the same twice.
  const rerun = latestAction(view.snapshot, 'rerun', workflow.id);
  const mayRun = isTaken(rerun) || rerun?.state === 'unknown';
  return isFailure(workflow.status) && !mayRun ? rerunButton(scope) : [];
}
