import { setTimeout as pause } from 'node:timers/promises';
import { messageText } from '../simulators/slack/index.ts';
import { thisBot } from './support/bots.ts';
import { reportRounds } from './support/line.ts';
import { createPlaces, type Place } from './support/places.ts';
import { type Services, startServices } from './support/services.ts';

/**
 * A workflow of 20 jobs in a channel that wants to hear everything: how many cards it leaves there, and how many
 * calls to Slack they took, Slack's own rate limits applied. As a burst, where CircleCI's deliveries come within a
 * second, and spread over a minute and a half, as jobs of half a minute really end. `ROUNDS` changes how often.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const PROJECT = 'gh/acme/payments-api';
const PERSON = 'U0ADA00001';
const CHANNEL = 'deploys';
const MOST_CALLS = 4;

/** Real milliseconds for each of the scenario's, which takes some 80 seconds, and how many pipelines run at a time. */
const paces = {
  'in a burst': { timeScale: 0.01, together: 1 },
  'spread over 80 s': { timeScale: 1, together: ROUNDS },
} as const;

/** Longer than a card waits with mere progress, so that nothing comes after what was counted. */
const QUIET_MS = 12_000;
const LONGEST_MS = 180_000;

interface Counted {
  readonly cards: number;
  readonly calls: number;
  readonly webhooks: number;
}

const places = createPlaces();
try {
  for (const [name, pace] of Object.entries(paces)) publish(name, await measure(await places.folder(), pace));
} finally {
  await places.stop();
}

async function measure(place: Place, { timeScale, together }: { timeScale: number; together: number }) {
  const services = await startServices({ circleci: { timeScale } });
  const program = await thisBot.start({ ...services.environment, ...place.environment });
  try {
    services.connect(program.url);
    await services.slack.client
      .as(PERSON)
      .command(CHANNEL, `/circleci subscribe ${PROJECT} outcome:all budget=off`);
    await pause(1_000);
    const counted: Counted[] = [];
    while (counted.length < ROUNDS) counted.push(...(await runTogether(services, together)));
    return counted;
  } finally {
    await program.stop();
    await services.stop();
  }
}

/** Pushes so many commits at once and counts for each pipeline, once all are over and nothing more comes. */
async function runTogether(services: Services, together: number): Promise<Counted[]> {
  const { slack, circleci } = services;
  const since = { calls: slack.calls.length, webhooks: circleci.control.deliveries.length };
  const pipelines = Array.from({ length: together }, () => {
    const made = circleci.control.push(PROJECT, { scenario: 'fan-out' });
    if (made === null) throw new Error('the scenario made no pipeline');
    return made;
  });
  const cardsOf = async ({ number }: { number: number }) =>
    (await slack.client.as(PERSON).messages(CHANNEL)).filter((message) =>
      messageText(message).includes(`#${number}`),
    );
  for (const pipeline of pipelines) {
    await slack.client.waitFor(
      async () => (await cardsOf(pipeline)).some((card) => messageText(card).includes('Succeeded')),
      { what: `pipeline #${pipeline.number} to be shown as finished`, timeoutMs: LONGEST_MS },
    );
  }
  await pause(QUIET_MS);
  const calls = slack.calls.slice(since.calls);
  const webhooks = circleci.control.deliveries.length - since.webhooks;
  return Promise.all(
    pipelines.map(async (pipeline) => ({
      cards: (await cardsOf(pipeline)).length,
      // Calls that name no pipeline, such as asking who someone is, count for each.
      calls: calls.filter((call) => isAbout(call.args, pipelines, pipeline)).length,
      webhooks: webhooks / together,
    })),
  );
}

function isAbout(args: object, all: readonly { number: number }[], one: { number: number }): boolean {
  const text = JSON.stringify(args);
  const others = all.filter((other) => other !== one);
  return !others.some(({ number }) => text.includes(`#${number}`));
}

function publish(name: string, counted: readonly Counted[]): void {
  const figure = (what: string, values: readonly number[], atMost?: number) =>
    reportRounds({
      bench: 'workflow-calls',
      figure: `${what} for 20 jobs ${name}, the most of all`,
      unit: what,
      values,
      worst: true,
      ...(atMost === undefined ? {} : { atMost }),
    });
  figure(
    'cards',
    counted.map(({ cards }) => cards),
    1,
  );
  figure(
    'Slack calls',
    counted.map(({ calls }) => calls),
    MOST_CALLS,
  );
  figure(
    'webhooks',
    counted.map(({ webhooks }) => webhooks),
  );
}
