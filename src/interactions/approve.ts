import { deedClick, deedPick } from './deed-click.ts';
import { approveHold } from './requests.ts';

/** Approve on a card: exactly the hold that the button belongs to. */
export const approve = deedClick('approve', approveHold);

/** Approve in the private list that `/circleci approve` answers with. */
export const pickApprove = deedPick('approve', approveHold);
