import type { CommandName } from '../views/help-names.ts';
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
import { presets } from './presets.ts';
import { rerun } from './rerun.ts';
import { rollback } from './rollback.ts';
import { run } from './run.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { unsubscribe } from './unsubscribe.ts';
import { use } from './use.ts';
import { whoami } from './whoami.ts';

/** Every subcommand of `/circleci`. A name without a command, or without a text in the catalogues, does not compile. */
export const commands = {
  run,
  status,
  approve,
  rerun,
  cancel,
  rollback,
  presets,
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
