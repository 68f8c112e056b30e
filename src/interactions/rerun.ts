import { deedClick, deedPick } from './deed-click.ts';
import { rerunFromFailed, rerunWorkflow } from './requests.ts';

/** Rerun from failed on a card. */
export const rerunFailed = deedClick('rerun', rerunFromFailed);

/** The buttons in the private lists that `/circleci rerun` answers with. */
export const pickRerun = deedPick('rerun', rerunWorkflow);
export const pickRerunFailed = deedPick('rerun', rerunFromFailed);
