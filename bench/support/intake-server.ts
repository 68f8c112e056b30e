import { createBareServer } from './server-bare.ts';
import { createChatopsServer } from './server-chatops.ts';
import { createProbotServer } from './server-probot.ts';

/** One of the servers that `intake.ts` compares, in a process of its own. */
export interface IntakeServer {
  readonly port: number;
  /** How many deliveries it has stored and applied; null when it stores none, and `applied` when it applies none. */
  stored(): Promise<{ readonly stored: number; readonly applied: number | null } | null>;
  /** Deletes what it has stored, so that rounds are alike. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** What a server says of itself when asked over its IPC channel. */
export interface State {
  readonly port: number;
  readonly stored: number | null;
  readonly applied: number | null;
  /** CPU time of the process so far, its threads included. */
  readonly cpuMicros: number;
}

const [kind = '', dataDir = '', applying = ''] = process.argv.slice(2);
const server = await start();

process.on('message', async ({ ask }: { readonly ask: string }) => {
  if (ask === 'reset') await server.reset();
  // First, so that counting is no part of what is measured.
  const { user, system } = process.cpuUsage();
  const { stored = null, applied = null } = (await server.stored()) ?? {};
  const state: State = { port: server.port, stored, applied, cpuMicros: user + system };
  process.send?.(state);
});

function start(): Promise<IntakeServer> {
  if (kind === 'bare') return createBareServer();
  if (kind === 'probot') return createProbotServer();
  return createChatopsServer({ url: undefined, dataDir }, { applying: applying === 'applying' });
}

// Leaves by itself, so that profilers get to write what they found.
process.on('SIGTERM', async () => {
  await server.stop();
  process.exit(0);
});
