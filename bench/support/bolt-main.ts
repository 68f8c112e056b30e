import { App } from '@slack/bolt';

/**
 * The peer: as bare as a Bolt app can be that does what the bot does at its door. Every slash command is acknowledged
 * at once, and that is all. Told by the environment what the bot is told.
 */
const {
  SLACK_BOT_TOKEN: token,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL,
  PORT,
  HOST,
} = process.env;
const app = new App({
  token,
  signingSecret,
  clientOptions: { slackApiUrl: `${SLACK_API_URL}/` },
  customRoutes: [
    { path: '/readyz', method: 'GET', handler: (_, response) => void response.writeHead(200).end() },
  ],
});
app.command(/.*/, ({ ack }) => ack());
await app.start({ port: Number(PORT), host: HOST });
process.once('SIGTERM', () => process.exit(0));
