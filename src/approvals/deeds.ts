import type { ActionKind } from '../domain/pipeline.ts';
import { rollbackDeed } from '../rollbacks/rollback-deed.ts';
import { cancelDeed } from '../runs/cancel.ts';
import type { DeedOf } from '../runs/perform.ts';
import { rerunDeed } from '../runs/rerun.ts';
import { runDeed } from '../runs/run-deed.ts';
import { approveDeed } from './approve-deed.ts';
import { rejectDeed } from './reject.ts';

/** How each kind of action is done, for those who find one that somebody else began. */
export const deeds: Readonly<Record<ActionKind, DeedOf>> = {
  approve: approveDeed,
  cancel: cancelDeed,
  reject: rejectDeed,
  rerun: rerunDeed,
  rollback: rollbackDeed,
  run: runDeed,
};
