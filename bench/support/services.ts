import { type CircleCiOptions, createCircleCiSimulator } from '../../simulators/circleci/index.ts';
import { createSlackSimulator, type SlackSimulatorOptions } from '../../simulators/slack/index.ts';

const WEBHOOK_SECRET = 'a-webhook-secret-for-benchmarks';

export type Services = Awaited<ReturnType<typeof startServices>>;

/** The two services that the program talks to, in this process. */
export async function startServices(
  options: { readonly slack?: SlackSimulatorOptions; readonly circleci?: CircleCiOptions } = {},
) {
  const slack = createSlackSimulator(options.slack);
  const circleci = createCircleCiSimulator(options.circleci);
  await slack.start();
  await circleci.start();
  return {
    slack,
    circleci,
    /** What the program is told of them; where its database is comes on top. */
    environment: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      CIRCLECI_TOKEN: circleci.token,
      SHARED_IDENTITY: 'all',
      CIRCLECI_URL: circleci.url,
      CIRCLECI_WEBHOOK_SECRET: WEBHOOK_SECRET,
    },
    /** Has both send what they have to tell to the program. */
    connect(programUrl: string): void {
      slack.connect({ requestUrl: `${programUrl}/slack/events` });
      const url = `${programUrl}/webhooks/circleci`;
      circleci.control.setWebhook({
        url,
        secret: WEBHOOK_SECRET,
        id: '2d5c1e0e-6f0a-4d5e-9b1f-3a9f5f0c7a11',
        name: 'bench',
      });
    },
    async stop(): Promise<void> {
      await circleci.stop();
      await slack.stop();
    },
  };
}
