import type { SlackSimulator } from '../simulators/slack/index.ts';

/** What the workspace's people did before: typed as a person types it, so the bot stores it as it always does. */
const BEFORE = [
  { user: 'U0KENJI', channel: 'releases-ja', command: '/circleci use language:ja' },
  { user: 'U0PRIYA', channel: 'deploys', command: '/circleci subscribe gh/acme/web-shop outcome:all' },
];

/**
 * Sets the Japanese channel to Japanese, and lets #deploys hear of pushes to one project.
 * @throws Error when the bot does not acknowledge
 */
export async function prepareWorkspace({ client }: SlackSimulator): Promise<void> {
  for (const { user, channel, command } of BEFORE) {
    const { ok, error } = await client.as(user).command(channel, command);
    if (!ok) throw new Error(`The bot did not take "${command}": ${error ?? 'no reason given'}`);
  }
}
