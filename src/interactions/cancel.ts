import { deedClick, deedPick } from './deed-click.ts';
import { cancelWorkflow } from './requests.ts';

/** Cancel beside a hold: CircleCI cannot refuse one hold only, so it ends the workflow that waits for it. */
export const cancelHold = deedClick('cancel', cancelWorkflow);

/** Cancel of a running workflow on a card. */
export const cancelRunning = deedClick('cancel', cancelWorkflow);

/** Cancel in the private list that `/circleci cancel` answers with. */
export const pickCancel = deedPick('cancel', cancelWorkflow);
