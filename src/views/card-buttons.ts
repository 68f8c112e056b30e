import type { Button } from '@slack/types';
import type { JobSnapshot, PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import type { Catalogue } from '../i18n/index.ts';
import { ACTION, type ActionId, encodeTarget, isEncodable } from './action-ids.ts';
import { button, type ConfirmOptions, confirmDialog } from './blocks.ts';
import { votesOn } from './card-votes.ts';
import { plainLabel, plainPipeline } from './pipeline-labels.ts';

/** What a button is about, and in whose words. */
export interface ButtonScope {
  readonly snapshot: PipelineSnapshot;
  readonly workflow: WorkflowSnapshot;
  readonly texts: Catalogue;
  /** Ids of the holds that nobody may approve without a reason; left out: none. */
  readonly reasonHolds?: ReadonlySet<string>;
}

/**
 * Canceling the whole workflow is no button of a hold: *Reject* does that, with a reason.
 *
 * @param named true where several holds are shown, so that each button says which is meant
 * @returns Approve, Reject and what is behind it, for exactly this hold; where somebody has approved, to withdraw that
 */
export function holdButtons(scope: ButtonScope, hold: JobSnapshot, named: boolean): Button[] {
  const { buttons } = scope.texts;
  const name = plainLabel(hold);
  const shown = {
    style: 'primary',
    text: named ? buttons.approveNamed(name) : buttons.approve,
    label: buttons.approveNamed(name),
  } as const;
  if (scope.reasonHolds?.has(hold.id) === true) {
    const value = encodedTarget(scope, hold);
    const asks = value === null ? [] : [button({ action: ACTION.approveReason, ...shown, value })];
    return [...asks, ...voteButtons(scope, hold, named), ...whatButton(scope, hold)];
  }
  return [
    ...targetButton(scope, hold, {
      action: ACTION.approve,
      ...shown,
      title: buttons.approveTitle(name),
      explain: buttons.approveText,
      confirm: buttons.approve,
      confirmStyle: 'primary',
    }),
    ...voteButtons(scope, hold, named),
    ...whatButton(scope, hold),
  ];
}

/** Reject asks for the reason in a form, which is its confirmation; an approval that is withdrawn can be given again. */
function voteButtons(
  { snapshot, workflow, texts }: ButtonScope,
  hold: JobSnapshot,
  named: boolean,
): Button[] {
  const value = encodedTarget({ snapshot, workflow }, hold);
  if (value === null) return [];
  const { votes } = texts;
  const name = plainLabel(hold);
  const [reject, withdraw] = [votes.rejectNamed(name), votes.withdrawNamed(name)];
  const shown = [
    button({ action: ACTION.reject, text: named ? reject : votes.rejectButton, label: reject, value }),
  ];
  if (votesOn(snapshot, workflow.id, hold.id).length === 0) return shown;
  const text = named ? withdraw : votes.withdrawButton;
  return [...shown, button({ action: ACTION.withdraw, text, label: withdraw, value })];
}

/** It only shows something, so that nobody is asked whether they are sure. */
function whatButton({ snapshot, workflow, texts }: ButtonScope, hold: JobSnapshot): Button[] {
  const value = encodedTarget({ snapshot, workflow }, hold);
  if (value === null) return [];
  const { approvalDetail } = texts;
  const label = approvalDetail.buttonNamed(plainLabel(hold));
  return [button({ action: ACTION.whatApproving, text: approvalDetail.button, label, value })];
}

export function cancelButton(scope: ButtonScope): Button[] {
  const { buttons } = scope.texts;
  const name = plainLabel(scope.workflow);
  return targetButton(scope, null, {
    action: ACTION.cancelWorkflow,
    text: buttons.cancelWorkflow,
    label: buttons.cancelNamed(name),
    title: buttons.cancelTitle(name),
    explain: buttons.cancelText,
    confirm: buttons.cancelConfirm,
    confirmStyle: 'danger',
  });
}

export function rerunButton(scope: ButtonScope): Button[] {
  const { buttons } = scope.texts;
  const name = plainLabel(scope.workflow);
  return targetButton(scope, null, {
    action: ACTION.rerunFailed,
    text: buttons.rerun,
    title: buttons.rerunTitle(name),
    explain: buttons.rerunText,
    confirm: buttons.rerunConfirm,
    confirmStyle: 'primary',
  });
}

interface TargetButton {
  readonly action: ActionId;
  readonly text: string;
  readonly label?: string;
  readonly style?: 'primary' | 'danger';
  readonly title: string;
  readonly explain: (plainWorkflow: string, plainPipeline: string) => string;
  readonly confirm: string;
  readonly confirmStyle: 'primary' | 'danger';
}

/** None when the ids could not come back in a click: a button that cannot work is not shown. */
function targetButton(
  { snapshot, workflow, texts }: ButtonScope,
  hold: JobSnapshot | null,
  { explain, title, confirm, confirmStyle, ...shown }: TargetButton,
): Button[] {
  const value = encodedTarget({ snapshot, workflow }, hold);
  if (value === null) return [];
  const dialog: ConfirmOptions = {
    title,
    text: explain(plainLabel(workflow), plainPipeline(snapshot, texts)),
    confirm,
    deny: texts.buttons.notNow,
    style: confirmStyle,
  };
  return [button({ ...shown, value, confirm: confirmDialog(dialog) })];
}

/** @returns null when the ids could not come back in a click */
function encodedTarget(
  { snapshot, workflow }: Pick<ButtonScope, 'snapshot' | 'workflow'>,
  hold: JobSnapshot | null,
): string | null {
  const target = { pipelineId: snapshot.id, workflowId: workflow.id, jobId: hold?.id ?? null };
  return isEncodable(target) ? encodeTarget(target) : null;
}
