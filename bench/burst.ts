import { setTimeout as pause } from 'node:timers/promises';
import { messageText } from '../simulators/slack/index.ts';
import type { Bootstrap } from '../simulators/slack/protocol.ts';
import { thisBot } from './support/bots.ts';
import { collectLetters, type Letter, sendLetters } from './support/letters.ts';
import { reportRounds } from './support/line.ts';
import { createPlaces, type Place } from './support/places.ts';
import { startServices } from './support/services.ts';
import { soonestSeconds } from './support/slack-limits.ts';

/**
 * 10,000 events in one go: 500 pipelines of 19 jobs and one completion each, shuffled, five in each of 100 channels;
 * Slack's limits apply. Whether every card is right in the end, how long that takes compared with what Slack's limits allow
 * for the calls that were made, and how many those are.
 */
const CHANNELS = 100;
const PIPELINES_EACH = 5;
const TOGETHER = 32;
const PERSON = 'U0ADA00001';
const LONGEST_MS = 180_000;
/** Nothing comes after the last card is right, unless it was held back: progress is collected for 10 s. */
const QUIET_MS = 12_000;
const MOST_TIMES = 1.15;
const MOST_CALLS_AN_EVENT = 0.2;
/** The scenario has twenty jobs; CircleCI's delivery of the first one is lost, which the bot is to get over. */
const LOST_JOB = 'build';
const ROBIN = {
  id: '5d4cbb1f-7b25-4c9c-8d57-0a3a1f4e6c11',
  login: 'robin-field',
  name: 'Robin Field',
  email: 'robin@acme.example',
};
const HOOK = '2d5c1e0e-6f0a-4d5e-9b1f-3a9f5f0c7a12';

const places = createPlaces();
try {
  publish(await measure(await places.folder()));
} finally {
  await places.stop();
}

interface Measured {
  readonly events: number;
  readonly wrong: number;
  readonly seconds: number;
  readonly takenSeconds: number;
  readonly soonest: number;
  readonly calls: number;
  readonly posts: number;
  readonly updates: number;
  readonly refused: number;
}

async function measure(place: Place): Promise<Measured> {
  const names = Array.from({ length: CHANNELS }, (_, index) => `builds-${index}`);
  const services = await startServices({
    slack: {
      channels: names.map((name, index) => ({ id: `C0BURST${String(index).padStart(3, '0')}`, name })),
    },
    circleci: {
      timeScale: 0.001,
      projects: names.map((name) => ({ provider: 'github', organization: 'acme', name, people: [ROBIN] })),
    },
  });
  const post = await collectLetters();
  const program = await thisBot.start({ ...services.environment, ...place.environment });
  const { slack, circleci } = services;
  try {
    services.connect(program.url);
    circleci.control.setWebhook({
      url: post.url,
      secret: services.environment.CIRCLECI_WEBHOOK_SECRET,
      id: HOOK,
      name: 'burst',
    });
    for (const name of names) await subscribe(name);
    // Till the burst comes the program hears of nothing, not by looking either.
    circleci.faults.down(true);
    const pushed = names.flatMap((name) =>
      Array.from({ length: PIPELINES_EACH }, () => {
        const made = circleci.control.push(`gh/acme/${name}`, { scenario: 'fan-out' });
        if (made === null) throw new Error('the scenario made no pipeline');
        return `${name} #${made.number}`;
      }),
    );
    await circleci.control.settle();
    const letters = shuffled(post.letters.filter((letter) => !isLost(letter)));
    circleci.faults.down(false);
    const before = slack.calls.length;
    const began = performance.now();
    await sendLetters(`${program.url}/webhooks/circleci`, letters, TOGETHER);
    const takenSeconds = (performance.now() - began) / 1000;
    const wrong = await untilRight(pushed, began);
    const seconds = (performance.now() - began) / 1000;
    await pause(QUIET_MS);
    const calls = slack.calls.slice(before);
    const count = (method: string) => calls.filter((call) => call.method === method).length;
    return {
      events: letters.length,
      wrong: Math.max(wrong, wrongCards(await shown(), pushed)),
      seconds,
      takenSeconds,
      soonest: soonestSeconds(calls),
      calls: calls.length,
      posts: count('chat.postMessage'),
      updates: count('chat.update'),
      refused: calls.filter(({ error }) => error === 'ratelimited').length,
    };
  } finally {
    await program.stop();
    await post.stop();
    await services.stop();
  }

  async function subscribe(name: string): Promise<void> {
    const ada = slack.client.as(PERSON);
    await ada.command(name, `/circleci subscribe gh/acme/${name} outcome:all budget=off`);
    await slack.client.waitFor(async () => (await ada.ephemerals(name)).length > 0, { timeoutMs: 30_000 });
  }

  /** Everything anyone can see, in one go. */
  async function shown(): Promise<Bootstrap> {
    const response = await fetch(`${slack.url}/client/bootstrap?user=${PERSON}`);
    return (await response.json()) as Bootstrap;
  }

  /** @returns how many cards are not right when the time is up */
  async function untilRight(pushed: readonly string[], began: number): Promise<number> {
    for (;;) {
      const wrong = wrongCards(await shown(), pushed);
      if (wrong === 0 || performance.now() - began > LONGEST_MS) return wrong;
      await pause(500);
    }
  }
}

/** @returns how many of the cards there should be are missing, not at their end, or there twice */
function wrongCards({ messages, channels }: Bootstrap, pushed: readonly string[]): number {
  const nameOf = new Map(channels.map(({ id, name }) => [id, name]));
  const cards = new Map<string, string[]>();
  for (const message of messages) {
    if (message.ephemeralFor !== undefined || message.threadTs !== undefined) continue;
    const text = messageText(message);
    const title = /[\w-]+ #\d+/.exec(text)?.[0];
    const channel = nameOf.get(message.channel) ?? '';
    if (title === undefined || !title.startsWith(`${channel} `)) continue;
    cards.set(title, [...(cards.get(title) ?? []), text]);
  }
  return pushed.filter((title) => {
    const [first, ...more] = cards.get(title) ?? [];
    return first === undefined || more.length > 0 || !/Succeeded.*(?<!\d)20 jobs/s.test(first);
  }).length;
}

function isLost({ body }: Letter): boolean {
  const event: { type?: string; job?: { name?: string } } = JSON.parse(body.toString());
  return event.type === 'job-completed' && event.job?.name === LOST_JOB;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    const [a, b] = [all[last], all[other]];
    if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a];
  }
  return all;
}

function publish(measured: Measured): void {
  const { events, calls, seconds, soonest, wrong } = measured;
  const line = (figure: string, unit: string, value: number, atMost?: number) =>
    reportRounds({
      bench: 'burst',
      figure,
      unit,
      values: [value],
      worst: true,
      ...(atMost === undefined ? {} : { atMost }),
    });
  line('events in one go', 'events', events);
  line('until all were taken', 's', measured.takenSeconds);
  line('cards that are not right', 'cards', wrong, 0);
  line('until every card is right', 's', seconds);
  line('the soonest Slack’s limits allow for these calls', 's', soonest);
  line('until every card is right, compared with the soonest', 'times', seconds / soonest, MOST_TIMES);
  line('Slack calls for each event', 'calls', calls / events, MOST_CALLS_AN_EVENT);
  line('posts', 'calls', measured.posts);
  line('updates', 'calls', measured.updates);
  line('calls that met a limit', 'calls', measured.refused);
}
