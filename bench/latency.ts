import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Bot, inTurns, reportTurns } from './support/bots.ts';
import { collectLetters, type Letter, sendLetter } from './support/letters.ts';
import { quantile } from './support/line.ts';
import { createPlaces } from './support/places.ts';
import { startServices } from './support/services.ts';

/**
 * From the webhook that ends a workflow to the call that posts its card. Idle: one after the other. Then at 50 events a
 * second: pipelines of some jobs each, the workflow's completion first and its jobs after it. Slack's limits are off
 * here: `burst` is about them. `ROUNDS` and `SECONDS` (of 50 events a second) change how long it takes.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SECONDS = Number(process.env.SECONDS ?? 12);
const IDLE_CARDS = 15;
const CHANNELS = 20;
const PER_SECOND = 50;
const JOBS_EACH = 4;
const PERSON = 'U0ADA00001';
/** Milliseconds. */
const PROMISES: Readonly<Record<string, number>> = {
  'idle, p50': 100,
  [`at ${PER_SECOND} events a second, p99`]: 1_500,
};
const MOST_OF_BEFORE = 1;
const PATIENCE_MS = 30_000;
const HOOK = '2d5c1e0e-6f0a-4d5e-9b1f-3a9f5f0c7a13';
const PEOPLE = [{ id: randomUUID(), login: 'robin-field', name: 'Robin Field', email: 'robin@acme.example' }];

interface Round {
  /** Milliseconds from webhook to call of each card. */
  readonly idle: readonly number[];
  readonly busy: readonly number[];
}

const places = createPlaces();
try {
  const turns = await inTurns(ROUNDS, start, (started, round) => started.measure(round === 0));
  for (const [name, of] of [
    ['idle', ({ idle }: Round) => idle],
    [`at ${PER_SECOND} events a second`, ({ busy }: Round) => busy],
  ] as const) {
    for (const [percentile, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      const promise = PROMISES[`${name}, ${percentile}`];
      reportTurns(
        turns,
        { bench: 'latency', figure: `webhook to Slack call, ${name}, ${percentile}`, unit: 'ms' },
        (round) => quantile(of(round), share),
        promise === undefined ? {} : { atMost: promise },
        promise === undefined ? {} : { atMost: MOST_OF_BEFORE },
      );
    }
  }
} finally {
  await places.stop();
}

async function start(bot: Bot) {
  const names = Array.from({ length: CHANNELS }, (_, index) => `builds-${index}`);
  const services = await startServices({
    slack: { limits: 'off', channels: names.map((name, index) => ({ id: `C0LATENCY${index}`, name })) },
    circleci: {
      timeScale: 0.001,
      projects: names.map((name) => ({ provider: 'github', organization: 'acme', name, people: PEOPLE })),
    },
  });
  const post = await collectLetters();
  const place = await bot.place(places);
  const program = await bot.start({ ...services.environment, ...place.environment });
  const { slack, circleci } = services;
  const url = `${program.url}/webhooks/circleci`;
  services.connect(program.url);
  circleci.control.setWebhook({
    url: post.url,
    secret: services.environment.CIRCLECI_WEBHOOK_SECRET,
    id: HOOK,
    name: 'latency',
  });
  for (const name of names) await subscribe(name);
  return {
    async measure(warmingUp: boolean): Promise<Round> {
      const idle = await oneByOne(warmingUp ? 3 : IDLE_CARDS);
      return { idle, busy: await atOnce((warmingUp ? 2 : SECONDS) * PER_SECOND) };
    },
    async stop() {
      await program.stop();
      await post.stop();
      await services.stop();
    },
  };

  async function subscribe(name: string): Promise<void> {
    const ada = slack.client.as(PERSON);
    await ada.command(name, `/circleci subscribe gh/acme/${name} outcome:all budget=off`);
    await slack.client.waitFor(async () => (await ada.ephemerals(name)).length > 0, { timeoutMs: 30_000 });
  }

  /** A pipeline that has ended, of which the program knows nothing. */
  async function ended(index: number): Promise<{ title: string; letters: Letter[] }> {
    const before = post.letters.length;
    const name = names[index % names.length] ?? '';
    const made = circleci.control.push(`gh/acme/${name}`, { scenario: 'success' });
    if (made === null) throw new Error('the scenario made no pipeline');
    await circleci.control.settle();
    return { title: `${name} #${made.number}`, letters: post.letters.slice(before) };
  }

  /** @returns milliseconds since 1970 of the first call about the card */
  async function callAbout(title: string, since: number): Promise<number> {
    const about = new RegExp(`${title}(?!\\d)`);
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const call = slack.calls
        .slice(since)
        .find(({ method, args }) => method === 'chat.postMessage' && about.test(JSON.stringify(args)));
      if (call !== undefined) return call.at;
      if (performance.now() > deadline) throw new Error(`no call about ${title}`);
      await pause(2);
    }
  }

  async function oneByOne(count: number): Promise<number[]> {
    const took: number[] = [];
    for (let index = 0; index < count; index++) {
      const since = slack.calls.length;
      const { title, letters } = await ended(index);
      const last = letters.find(isWorkflow);
      if (last === undefined) throw new Error('no workflow ended');
      const sentAt = Date.now();
      await sendLetter(url, last);
      took.push((await callAbout(title, since)) - sentAt);
      await pause(300);
    }
    return took.filter(isByWebhook);
  }

  async function atOnce(events: number): Promise<number[]> {
    const since = slack.calls.length;
    const pipelines = [];
    for (let index = 0; index < events / (JOBS_EACH + 1); index++) pipelines.push(await ended(index));
    const sentAt = new Map<string, number>();
    const began = performance.now();
    const sending: Promise<number>[] = [];
    let sent = 0;
    for (const { title, letters } of pipelines) {
      for (const letter of letters.toSorted((a, b) => Number(isWorkflow(b)) - Number(isWorkflow(a)))) {
        const wait = began + (sent * 1000) / PER_SECOND - performance.now();
        if (wait > 0) await pause(wait);
        if (!sentAt.has(title)) sentAt.set(title, Date.now());
        sending.push(sendLetter(url, letter));
        sent += 1;
      }
    }
    await Promise.all(sending);
    const took: number[] = [];
    for (const [title, at] of sentAt) took.push((await callAbout(title, since)) - at);
    return took.filter(isByWebhook);
  }
}

/** A poll was sooner where it is not. */
function isByWebhook(took: number): boolean {
  return took >= 0;
}

function isWorkflow({ body }: Letter): boolean {
  const event: { type?: string } = JSON.parse(body.toString());
  return event.type === 'workflow-completed';
}
