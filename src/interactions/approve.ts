import { deedClick, deedPick } from './deed-click.ts';
import { approveHold, approveHoldAnyway } from './requests.ts';

/** Approve on a card: exactly the hold that the button belongs to. */
export const approve = deedClick('approve', approveHold);

/** Approve in the private list that `/circleci approve` answers with. */
export const pickApprove = deedPick('approve', approveHold);

/** Approve anyway, on the private warning that CircleCI would refuse jobs behind the hold. */
export const approveAnyway = deedPick('approve', approveHoldAnyway);
