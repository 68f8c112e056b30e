import { expect } from 'vitest';
import { startPageServer } from '../../../playground/page-server.ts';
import { saying } from '../support/actions.ts';
import { ANA, DEPLOYS, type World } from '../support/world.ts';

/** The page's server goes away and comes back; what was said meanwhile is there, once. */
export async function reconnection(world: World): Promise<void> {
  const { slack } = world.playground;
  const own = async () => false;
  const first = await startPageServer({ port: 0, slackUrl: slack.url, own });
  const port = Number(new URL(first.url).port);
  const page = await world.open(ANA, DEPLOYS, { url: first.url });
  await first.stop();
  await page.getByText('Connection lost').waitFor();

  await slack.client.as(ANA).say(DEPLOYS, 'Said while the page was away');
  const second = await startPageServer({ port, slackUrl: slack.url, own });
  await saying(page, 'Said while the page was away').waitFor();
  expect(await saying(page, 'Said while the page was away').count()).toBe(1);
  await page.getByText('Connection lost').waitFor({ state: 'hidden' });

  await slack.client.as(ANA).say(DEPLOYS, 'Said after it came back');
  await saying(page, 'Said after it came back').waitFor();
  await second.stop();
}
