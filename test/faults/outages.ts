import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import type { Fault as CircleCiFault } from '../../simulators/circleci/index.ts';
import type { Fault as SlackFault } from '../../simulators/slack/index.ts';
import { type BundledData, createBundledData } from './support/bundled-data.ts';
import { expectRight, waitForLastWords } from './support/expect-right.ts';
import { type LocalBot, startLocalBot } from './support/local-bot.ts';
import { createRandom } from './support/random.ts';
import { report } from './support/report.ts';
import { buildTown, subscribeAll, type Town } from './support/town.ts';
import { startTwin, type Twin } from './support/twin.ts';

const PIPELINES = 7;
const PATIENCE_MS = 120_000;
const TIME_SCALE = 0.04;

/** What Slack does instead of answering, more often what is more common. */
const SLACK_FAULTS: readonly SlackFault[] = [
  { method: '*', behaviour: 'ratelimited', retryAfter: 1 },
  { method: '*', behaviour: 'ratelimited', retryAfter: 2 },
  { method: '*', behaviour: 'status', status: 500 },
  { method: '*', behaviour: 'status', status: 503 },
  { method: '*', behaviour: 'reset' },
  { method: 'chat.postMessage', behaviour: 'resetAfter' },
  { method: 'chat.postMessage', behaviour: 'resetAfter' },
  { method: 'chat.update', behaviour: 'resetAfter' },
  { method: 'conversations.history', behaviour: 'reset' },
  { method: '*', behaviour: 'error', error: 'internal_error' },
  { method: '*', behaviour: 'slow', delayMs: 700 },
];
const CIRCLECI_FAULTS: readonly CircleCiFault['behaviour'][] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, headers: { 'retry-after': '1' } },
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'html' },
  { kind: 'reset' },
  { kind: 'truncate' },
];

/** One bot goes through one trouble after the other while pipelines run; after each every card has to be right. */
export function outages(): void {
  const random = createRandom();
  let data: BundledData;
  let town: Town;
  let bot: LocalBot;
  let twin: Twin;
  let clockOffset = 0;

  beforeAll(async () => {
    town = await buildTown(() => bot.url, { timeScale: TIME_SCALE });
    const now = () => new Date(Date.now() + clockOffset);
    data = await createBundledData();
    bot = await startLocalBot({ url: undefined, dataDir: data.dataDir }, town, { now });
    twin = await startTwin(town);
    await subscribeAll(town.slack, bot.url);
  });
  afterAll(async () => {
    await bot.stop();
    await data.remove();
    await twin.stop();
    await town.stop();
  });

  /** Pipelines start one after the other, and with each the trouble grows. */
  const through = async (name: string, trouble: (step: number) => void, end: () => void) => {
    const began = performance.now();
    const before = town.post.letters.length;
    for (let step = 0; step < PIPELINES; step++) {
      town.push(random);
      trouble(step);
      await pause(random.between(100, 250));
    }
    await town.circleci.idle();
    end();
    const ended = performance.now();
    await town.post.delivered(PATIENCE_MS);
    await waitForLastWords(town, PATIENCE_MS);
    const right = performance.now() - ended;
    const outcome = await expectRight(town, twin);
    report(`${name}`, {
      seed: random.seed,
      events: new Set(town.post.letters.slice(before).map(({ eventId }) => eventId)).size,
      ...outcome,
      'right again after ms': right,
      seconds: (performance.now() - began) / 1000,
    });
  };

  it('Slack refuses, fails, breaks connections and loses answers', async () => {
    let faults = 0;
    const trouble = () => {
      for (let i = 0; i < 8; i++) town.slack.faults.next(random.oneOf(SLACK_FAULTS));
      faults += 8;
    };
    await through('Slack in trouble', trouble, () => town.slack.faults.clear());
    report(`Slack in trouble`, { faults });
  });

  it('Slack hangs, after it has posted and before', async () => {
    const trouble = (step: number) => {
      if (step % 4 === 0) town.slack.faults.next({ method: 'chat.postMessage', behaviour: 'hang' });
      if (step % 4 === 1) town.slack.faults.next({ method: 'chat.update', behaviour: 'hang' });
      // Longer than the bot waits for any answer: it is done, and the answer never comes.
      if (step % 4 === 2) {
        town.slack.faults.next({ method: 'chat.postMessage', behaviour: 'slow', delayMs: 12_000 });
      }
    };
    await through('Slack hangs', trouble, () => town.slack.faults.clear());
  });

  it('CircleCI fails, then cannot be reached at all', async () => {
    const trouble = (step: number) => {
      town.circleci.faults.down(step > PIPELINES / 2);
      for (let i = 0; i < 3; i++) {
        town.circleci.faults.next({ match: { method: 'GET' }, behaviour: random.oneOf(CIRCLECI_FAULTS) });
      }
    };
    await through('CircleCI in trouble', trouble, () => {
      town.circleci.faults.down(false);
      town.circleci.faults.clear();
    });
  });

  it('the clock is set back an hour, ahead two, and right again', async () => {
    const steps = [0, -3_600_000, 7_200_000];
    const trouble = (step: number) => {
      clockOffset = steps[Math.trunc((step * steps.length) / PIPELINES)] ?? 0;
    };
    await through('the clock steps', trouble, () => {
      clockOffset = 0;
    });
  });
}
