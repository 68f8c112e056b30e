import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCircleCiSimulator } from '../simulators/circleci/index.ts';
import { createSlackSimulator, type SlackSimulator } from '../simulators/slack/index.ts';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { makeHistory } from './history.ts';
import type { PlaygroundOptions } from './options.ts';
import { startPageServer } from './page-server.ts';
import { prepareWorkspace } from './prepare.ts';
import { createReleases } from './releases.ts';
import { createScenarioChoice } from './scenario-choice.ts';
import { createSimulatorPanel } from './simulator-panel.ts';
import { bot, channels, people, slashCommands, team } from './workspace.ts';

/**
 * Real milliseconds per simulated one: a scenario's minute passes in eight seconds, so that the `hold` scenario
 * reaches its hold while one watches and not before one has looked.
 */
const TIME_SCALE = 0.13;

export interface Playground {
  /** The page's address. */
  readonly url: string;
  readonly slack: SlackSimulator;
  /** Ends the bot, both simulators and the page, and removes the data folder. */
  stop(): Promise<void>;
}

export interface PlaygroundSetup extends PlaygroundOptions {
  /** For tests that want to wait less. */
  readonly timeScale?: number;
  /** How much the bot logs; warnings and worse unless told. */
  readonly logLevel?: string;
}

/**
 * The bot as it runs in production, but for the addresses it talks to, its tokens, and a data folder of its own.
 * @throws what kept a part from starting; whatever had started is ended again
 */
export async function startPlayground(setup: PlaygroundSetup): Promise<Playground> {
  const releases = createReleases();
  try {
    return { ...(await startParts(setup, releases.add)), stop: releases.run };
  } catch (error) {
    await releases.run();
    throw error;
  }
}

async function startParts(
  setup: PlaygroundSetup,
  onStop: (name: string, release: () => Promise<void>) => void,
): Promise<Omit<Playground, 'stop'>> {
  const circleci = createCircleCiSimulator({ timeScale: setup.timeScale ?? TIME_SCALE });
  await circleci.start();
  onStop('the CircleCI simulator', circleci.stop);
  await makeHistory(circleci);

  const slack = createSlackSimulator({
    team,
    bot,
    users: people,
    channels,
    commands: slashCommands(),
    wrapUrls: 'labelled',
    unfurlDomains: [new URL(circleci.url).hostname, 'app.circleci.com'],
  });
  await slack.start();
  onStop('the Slack simulator', slack.stop);

  // Before the bot, which takes seconds: a port that is in use is told at once.
  const panel = createSimulatorPanel(circleci, createScenarioChoice(circleci, setup.scenario));
  const page = await startPageServer({ port: setup.port, slackUrl: slack.url, own: panel });
  onStop('the page', page.stop);

  const dataDir = await mkdtemp(join(tmpdir(), 'circleci-chatops-playground-'));
  onStop('the data folder', () => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }));

  const secret = randomBytes(24).toString('hex');
  const app = createApp(
    readConfig({
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      CIRCLECI_TOKEN: circleci.token,
      SHARED_IDENTITY: 'all',
      POLICY_FILE: fileURLToPath(new URL('policy.yaml', import.meta.url)),
      ENCRYPTION_KEYS: `playground:${randomBytes(32).toString('base64')}`,
      CIRCLECI_URL: circleci.url,
      CIRCLECI_KIND: 'cloud',
      CIRCLECI_WEBHOOK_SECRET: secret,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: setup.logLevel ?? 'warn',
    }),
  );
  onStop('the bot', app.stop);
  const { port } = await app.start();
  slack.connect({ requestUrl: `http://127.0.0.1:${port}/slack/events` });
  circleci.control.setWebhook({ url: `http://127.0.0.1:${port}/webhooks/circleci`, secret });
  await prepareWorkspace(slack);
  return { url: page.url, slack };
}
