import { ACTION, type ActionId } from '../views/action-ids.ts';
import { PICK } from '../views/picker.ts';
import { approvalsRefresh } from './approvals-refresh.ts';
import { approve, approveReason, pickApprove } from './approve.ts';
import { cancelHold, cancelRunning, pickCancel } from './cancel.ts';
import { confirmNo, confirmYes } from './confirm.ts';
import { connect, connectSubmit } from './connect.ts';
import { editSubscription } from './edit-subscription.ts';
import { failureLog } from './failure-log.ts';
import type { ClickHandler, SubmissionHandler, SuggestionHandler } from './interaction.ts';
import { askLock, extendOwn, keepOwn, releaseOwn } from './locks.ts';
import { mute, unmute } from './mute.ts';
import { openLink } from './open-link.ts';
import { presetDelete, presetRun } from './presets.ts';
import { projectChosen } from './project-chosen.ts';
import { reasonSubmit } from './reason-form.ts';
import { refChosen } from './ref-chosen.ts';
import { reject } from './reject.ts';
import { pickRerun, pickRerunFailed, rerunFailed } from './rerun.ts';
import { pickJobs, rerunJobsSubmit } from './rerun-jobs.ts';
import { rerunSsh } from './rerun-ssh.ts';
import { rollbackChosen, rollbackSubmit } from './rollback.ts';
import { runSubmit } from './run-submit.ts';
import { saveSubscription } from './save-subscription.ts';
import { callOffStop, confirmStop } from './stops.ts';
import { suggestProject } from './suggest-project.ts';
import { suggestRef } from './suggest-ref.ts';
import { whatApproving } from './what-approving.ts';
import { why } from './why.ts';
import { withdraw } from './withdraw.ts';

/** What people can do with what the bot shows, by `action_id` or `callback_id`. */

export const clicks = {
  [ACTION.approve]: approve,
  [ACTION.approveReason]: approveReason,
  [ACTION.reject]: reject,
  [ACTION.withdraw]: withdraw,
  [ACTION.approveAnyway]: confirmYes,
  [ACTION.whatApproving]: whatApproving,
  [ACTION.cancelHold]: cancelHold,
  [ACTION.cancelWorkflow]: cancelRunning,
  [ACTION.rerunFailed]: rerunFailed,
  [ACTION.rerunSsh]: rerunSsh,
  [ACTION.failureLog]: failureLog,
  [ACTION.approvalsRefresh]: approvalsRefresh,
  [ACTION.openPipeline]: openLink,
  [ACTION.connect]: connect,
  [ACTION.lockAsk]: askLock,
  [ACTION.lockRelease]: releaseOwn,
  [ACTION.lockKeep]: keepOwn,
  [ACTION.lockExtend]: extendOwn,
  [ACTION.stopConfirm]: confirmStop,
  [ACTION.stopCallOff]: callOffStop,
  [ACTION.why]: why,
  [ACTION.mute]: mute,
  [ACTION.unmute]: unmute,
  [ACTION.editSubscription]: editSubscription,
  [ACTION.runProject]: projectChosen,
  [ACTION.runRef]: refChosen,
  [ACTION.runDefinition]: refChosen,
  [ACTION.confirmYes]: confirmYes,
  [ACTION.confirmNo]: confirmNo,
  [ACTION.presetRun]: presetRun,
  [ACTION.presetDelete]: presetDelete,
  [ACTION.rollbackComponent]: rollbackChosen,
  [ACTION.rollbackEnvironment]: rollbackChosen,
  [PICK.approve]: pickApprove,
  [PICK.reject]: reject,
  [PICK.cancel]: pickCancel,
  [PICK.rerun]: pickRerun,
  [PICK.rerunFailed]: pickRerunFailed,
  [PICK.rerunJobs]: pickJobs,
} satisfies Readonly<Record<string, ClickHandler>> & Partial<Record<ActionId, ClickHandler>>;

export const submissions = {
  [ACTION.connectSubmit]: connectSubmit,
  [ACTION.reasonSubmit]: reasonSubmit,
  [ACTION.rerunJobsSubmit]: rerunJobsSubmit,
  [ACTION.rollbackSubmit]: rollbackSubmit,
  [ACTION.runSubmit]: runSubmit,
  [ACTION.subscriptionSubmit]: saveSubscription,
} satisfies Readonly<Record<string, SubmissionHandler>>;

export const suggestions = {
  [ACTION.runProject]: suggestProject,
  [ACTION.runRef]: suggestRef,
} satisfies Readonly<Record<string, SuggestionHandler>>;
