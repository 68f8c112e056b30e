import { ACTION, type ActionId } from '../views/action-ids.ts';
import { PICK } from '../views/picker.ts';
import { approvalsRefresh } from './approvals-refresh.ts';
import { approve, pickApprove } from './approve.ts';
import { cancelHold, cancelRunning, pickCancel } from './cancel.ts';
import { connect, connectSubmit } from './connect.ts';
import { editSubscription } from './edit-subscription.ts';
import { failureLog } from './failure-log.ts';
import type { ClickHandler, SubmissionHandler, SuggestionHandler } from './interaction.ts';
import { askLock, extendOwn, keepOwn, releaseOwn } from './locks.ts';
import { mute, unmute } from './mute.ts';
import { openLink } from './open-link.ts';
import { projectChosen } from './project-chosen.ts';
import { pickRerun, pickRerunFailed, rerunFailed } from './rerun.ts';
import { rerunSsh } from './rerun-ssh.ts';
import { runSubmit } from './run-submit.ts';
import { saveSubscription } from './save-subscription.ts';
import { callOffStop, confirmStop } from './stops.ts';
import { suggestProject } from './suggest-project.ts';
import { suggestRef } from './suggest-ref.ts';
import { why } from './why.ts';

/** What people can do with what the bot shows, by `action_id` or `callback_id`. */

export const clicks = {
  [ACTION.approve]: approve,
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
  [PICK.approve]: pickApprove,
  [PICK.cancel]: pickCancel,
  [PICK.rerun]: pickRerun,
  [PICK.rerunFailed]: pickRerunFailed,
} satisfies Readonly<Record<string, ClickHandler>> & Partial<Record<ActionId, ClickHandler>>;

export const submissions = {
  [ACTION.connectSubmit]: connectSubmit,
  [ACTION.runSubmit]: runSubmit,
  [ACTION.subscriptionSubmit]: saveSubscription,
} satisfies Readonly<Record<string, SubmissionHandler>>;

export const suggestions = {
  [ACTION.runProject]: suggestProject,
  [ACTION.runRef]: suggestRef,
} satisfies Readonly<Record<string, SuggestionHandler>>;
