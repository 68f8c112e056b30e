import { demoProjects } from '../../../simulators/circleci/demo/projects.ts';
import {
  type CircleCiSimulator,
  createCircleCiSimulator,
  type ScenarioName,
} from '../../../simulators/circleci/index.ts';
import type { ProjectSetup } from '../../../simulators/circleci/project-setup.ts';
import { createSlackSimulator, messageText, type SlackSimulator } from '../../../simulators/slack/index.ts';
import { ADA, WEBHOOK_SECRET } from '../../support/bot.ts';
import { openPostOffice, type PostOffice } from './post-office.ts';
import type { Random } from './random.ts';

/** Slack, CircleCI and the post between CircleCI and the bot: all that outlives the bot. */
export interface Town {
  readonly slack: SlackSimulator;
  readonly circleci: CircleCiSimulator;
  readonly post: PostOffice;
  /** Every pipeline that was made. */
  readonly pushes: readonly Push[];
  /** Makes a pipeline in one of the projects; its webhooks follow. It ends by chance unless told how. */
  push(random: Random, ending?: Ending): Push;
  stop(): Promise<void>;
}

export interface Push {
  /** As cards show it, such as `web-shop #1284`. */
  readonly title: string;
  readonly project: string;
  readonly ending: Ending;
  /** How many events CircleCI tells of: each job's and each workflow's completion. */
  readonly events: number;
}

/** Beside the demo's own. A channel takes about a message a second, so that with few of them the suite would only wait. */
const MORE_PROJECTS = ['checkout', 'search', 'mailer', 'ledger'] as const;
const ROBIN = {
  id: '0b7c1f52-5f0e-4f0a-9a43-6f2b8d0c7e21',
  login: 'robin',
  name: 'Robin',
  email: 'robin@acme.example',
};

/** Channels and the projects they want to see: each in one place, one in two. */
export const SUBSCRIPTIONS: readonly (readonly [channel: string, project: string])[] = [
  ['deploys', 'gh/acme/web-shop'],
  ['backend', 'gh/acme/payments-api'],
  ['releases', 'gh/acme/web-shop'],
  ['batch', 'bb/acme/legacy-batch'],
  ...MORE_PROJECTS.map((name) => [name, `gh/acme/${name}`] as const),
];
export const CHANNELS: readonly string[] = [...new Set(SUBSCRIPTIONS.map(([channel]) => channel))];
const PROJECTS = [...new Set(SUBSCRIPTIONS.map(([, project]) => project))];

/** Scenarios that end by themselves, and how many events each brings. */
const EVENTS = { 'fan-out': 21, failure: 4, 'two-workflows': 6 } as const satisfies Partial<
  Record<ScenarioName, number>
>;
export type Ending = keyof typeof EVENTS;
/** Mostly the large one, so that many events meet on one card: Slack's limits allow few cards a minute, events are many. */
const MIX: readonly Ending[] = [...Array<Ending>(14).fill('fan-out'), 'failure', 'two-workflows'];

/** @param target the bot's address, which may change */
export async function buildTown(
  target: () => string,
  options: { readonly timeScale: number },
): Promise<Town> {
  const slack = newSlack();
  // Deliveries overtake each other and some are made twice, as CircleCI's documentation says they may.
  const circleci = createCircleCiSimulator({
    timeScale: options.timeScale,
    projects: [...demoProjects, ...MORE_PROJECTS.map(setupOf)],
    duplicates: true,
    shuffle: true,
  });
  const post = await openPostOffice(() => `${target()}/webhooks/circleci`);
  await Promise.all([slack.start(), circleci.start()]);
  circleci.control.setWebhook({
    url: post.url,
    secret: WEBHOOK_SECRET,
    id: 'b1f5a4a0-1111-4222-8333-444455556666',
    name: 'chatops',
  });
  const pushes: Push[] = [];
  return {
    slack,
    circleci,
    post,
    pushes,
    push(random, ending = random.oneOf(MIX)) {
      const project = random.oneOf(PROJECTS);
      const made = circleci.control.push(project, { scenario: ending });
      if (made === null) throw new Error(`${ending} made no pipeline`);
      const title = `${project.slice(project.lastIndexOf('/') + 1)} #${made.number}`;
      const push = { title, project, ending, events: EVENTS[ending] };
      pushes.push(push);
      return push;
    },
    async stop() {
      await circleci.stop();
      await post.stop();
      await slack.stop();
    },
  };
}

function setupOf(name: string): ProjectSetup {
  return { provider: 'github', organization: 'acme', name, people: [ROBIN] };
}

/** A workspace with the channels of this suite. Its rate limits are off: a test of limits sets them on purpose. */
export function newSlack(): SlackSimulator {
  return createSlackSimulator({
    limits: 'off',
    channels: CHANNELS.map((name, index) => ({ id: `C0FAULTS0${index}`, name })),
  });
}

/** What the bot is told of the town; the database comes on top. */
export function environmentOf(slack: SlackSimulator, circleci: CircleCiSimulator) {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    CIRCLECI_TOKEN: circleci.token,
    SHARED_IDENTITY: 'all',
    CIRCLECI_URL: circleci.url,
    CIRCLECI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    LOG_LEVEL: process.env.TEST_LOG ?? 'warn',
  };
}

/** Subscribes every channel by command, as a person does. @param url the bot's */
export async function subscribeAll(slack: SlackSimulator, url: string): Promise<void> {
  slack.connect({ requestUrl: `${url}/slack/events` });
  const ada = slack.client.as(ADA);
  for (const [channel, project] of SUBSCRIPTIONS) {
    // Every card is counted here, also beyond the usual budget of an hour.
    await ada.command(channel, `/circleci subscribe ${project} outcome:all budget=off`);
    const confirmed = `now shows pipelines of \`${project}\``;
    await slack.client.waitFor(
      async () => (await ada.ephemerals(channel)).some((answer) => messageText(answer).includes(confirmed)),
      { timeoutMs: 15_000, what: `the subscription of #${channel} to ${project}` },
    );
  }
}
