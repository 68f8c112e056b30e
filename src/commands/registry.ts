import type { CommandName } from '../views/help-names.ts';
import { approvals } from './approvals.ts';
import { approve } from './approve.ts';
import { audit } from './audit.ts';
import { can } from './can.ts';
import { cancel } from './cancel.ts';
import type { Command } from './command.ts';
import { connect } from './connect.ts';
import { disconnect } from './disconnect.ts';
import { explain } from './explain.ts';
import { health } from './health.ts';
import { help } from './help.ts';
import { link, unlink } from './link.ts';
import { freeze, lock, locks } from './lock.ts';
import { rerun } from './rerun.ts';
import { run } from './run.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';
import { subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { unfreeze, unlock } from './unlock.ts';
import { unsubscribe } from './unsubscribe.ts';
import { use } from './use.ts';
import { whoami } from './whoami.ts';

/** Every subcommand of `/circleci`. A name without a command, or without a text in the catalogues, does not compile. */
export const commands = {
  run,
  status,
  approve,
  approvals,
  rerun,
  cancel,
  lock,
  unlock,
  locks,
  freeze,
  unfreeze,
  stop,
  subscribe,
  unsubscribe,
  subscriptions,
  explain,
  use,
  link,
  unlink,
  whoami,
  can,
  connect,
  disconnect,
  audit,
  health,
  help,
} satisfies Record<CommandName, Command>;
