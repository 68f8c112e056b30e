import { lacksForApproval } from '../approvals/lacks-reason.ts';
import { decodeTarget } from '../views/action-ids.ts';
import { deedClick, deedPick } from './deed-click.ts';
import type { ClickHandler } from './interaction.ts';
import { askReason } from './reason-form.ts';
import { approveHold } from './requests.ts';

/** Approve on a card: exactly the hold that the button belongs to. */
export const approve = withReason(deedClick('approve', approveHold), 'where-needed');

/** Approve without a dialog of its own, where the rules ask for a reason when the card is drawn: the form confirms it. */
export const approveReason = withReason(deedClick('approve', approveHold), 'always');

/** Approve in the private list that `/circleci approve` answers with. */
export const pickApprove = withReason(deedPick('approve', approveHold), 'where-needed');

/** Where a reason is all that is missing, a form asks for it; a button has no place for one. */
function withReason(approveNow: ClickHandler, when: 'where-needed' | 'always'): ClickHandler {
  return async (ctx, actor, click) => {
    const target = decodeTarget(click.value);
    if (target === null || target.jobId === null) return approveNow(ctx, actor, click);
    const hold = { workflowId: target.workflowId, jobId: target.jobId };
    const lacks = await lacksForApproval(ctx, actor, hold);
    const asks = lacks === 'reason' || (when === 'always' && lacks === 'nothing');
    return asks ? askReason(ctx, actor, 'approve', click) : approveNow(ctx, actor, click);
  };
}
