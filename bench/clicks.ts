import { setTimeout as pause } from 'node:timers/promises';
import type { ClientMessage } from '../simulators/slack/protocol.ts';
import { type Bot, inTurns, otherBot, reportTurns, type Turns } from './support/bots.ts';
import { quantile } from './support/line.ts';
import { createPlaces } from './support/places.ts';
import type { Program } from './support/program.ts';
import { type Services, startServices } from './support/services.ts';

/**
 * From the POST of a click on Approve to Slack's 200, and to the moment the card's “approving…” has arrived at Slack: 50
 * clicks a second, each on the hold of another pipeline, by five people in twenty channels. What follows a click is not
 * left out: the hold is read, approved and read back meanwhile. Slack's limits are off, which allow
 * some fifty updates a minute; time runs as it does, so that the jobs behind the holds do not end in between.
 *
 * `SECONDS`, `PER_SECOND` and `ROUNDS` change how long it takes and how busy it is; `PROFILE=folder` has the program write
 * CPU profiles there.
 */
const SECONDS = Number(process.env.SECONDS ?? 1.2);
const PER_SECOND = Number(process.env.PER_SECOND ?? 50);
/** Sixty cards on hold take a minute and more: most change once before, and the bot changes 46 a minute. */
const ROUNDS = Number(process.env.ROUNDS ?? (otherBot === null ? 2 : 1));
const PROFILE: Readonly<Record<string, string>> =
  process.env.PROFILE === undefined
    ? {}
    : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${process.env.PROFILE}` };
const MOST_P99_MS = 150;
const MOST_CPU_OF_BEFORE = 0.5;
/** Were CircleCI to answer at once, a hold would be approved before anyone could read that it is about to be. */
const CIRCLECI_MS = 100;
const HOLDS_WITHIN_MS = 20_000;
const CHANNELS = 20;
const PEOPLE = Array.from({ length: 5 }, (_, index) => ({
  id: `U0CLICK00${index}`,
  name: `clicker-${index}`,
  realName: `Clicker ${index}`,
}));
const ROBIN = {
  id: '5d4cbb1f-7b25-4c9c-8d57-0a3a1f4e6c11',
  login: 'robin-field',
  name: 'Robin Field',
  email: 'robin@acme.example',
};
const PATIENCE_MS = 60_000;
const READ_BACK_MS = 1_000;

interface Round {
  /** Milliseconds from each click's POST. */
  readonly acknowledged: readonly number[];
  readonly shown: readonly number[];
  /** Cards that said “approving…”, not at once what came of it. */
  readonly saidSo: number;
  readonly cpuMs: number;
}

const places = createPlaces();
try {
  publish(await inTurns(ROUNDS, start, (started, round) => started.measure(round === 0 ? 0.4 : SECONDS)));
} finally {
  await places.stop();
}

async function start(bot: Bot) {
  const names = Array.from({ length: CHANNELS }, (_, index) => `deploys-${index}`);
  const services = await startServices({
    slack: {
      limits: 'off',
      users: PEOPLE,
      channels: names.map((name, index) => ({ id: `C0CLICKS${String(index).padStart(2, '0')}`, name })),
    },
    circleci: {
      timeScale: 1,
      projects: names.map((name) => ({ provider: 'github', organization: 'acme', name, people: [ROBIN] })),
    },
  });
  const place = await bot.place(places);
  const program = await bot.start({ ...services.environment, ...place.environment, ...PROFILE });
  services.connect(program.url);
  for (const name of names) await subscribe(services, name);
  return {
    measure: (seconds: number) => clicks(services, program, names, seconds),
    async stop() {
      await program.stop();
      await services.stop();
    },
  };
}

async function subscribe({ slack }: Services, name: string): Promise<void> {
  const person = slack.client.as(PEOPLE[0]?.id ?? '');
  await person.command(name, `/circleci subscribe gh/acme/${name} outcome:all budget=off`);
  await slack.client.waitFor(async () => (await person.ephemerals(name)).length > 0, { timeoutMs: 30_000 });
}

async function clicks(
  services: Services,
  program: Program,
  names: readonly string[],
  seconds: number,
): Promise<Round> {
  const { slack, circleci } = services;
  circleci.control.answerAfter(0);
  const cards = await held(services, names, seconds * PER_SECOND);
  const since = { calls: slack.calls.length, approvals: approvals(circleci) };
  circleci.control.answerAfter(CIRCLECI_MS);
  const cpuBefore = await program.cpuMs();
  const began = performance.now();
  const clicking: Promise<unknown>[] = [];
  for (const [index, card] of cards.entries()) {
    await pause(Math.max(0, began + (index * 1_000) / PER_SECOND - performance.now()));
    const person = slack.client.as(PEOPLE[index % PEOPLE.length]?.id ?? '');
    clicking.push(person.click(card, 'Approve'));
  }
  await Promise.all(clicking);
  const shownAt = await untilShown(services, cards, since.calls);
  await untilApproved(services, since.approvals + cards.length);
  const cpuMs = (await program.cpuMs()) - cpuBefore;
  const posts = slack.deliveries.filter(({ request, at }) => request.kind === 'interactive' && at > 0);
  const acknowledged: number[] = [];
  const shown: number[] = [];
  let saidSo = 0;
  for (const { ts } of cards) {
    const post = posts.findLast(({ request }) => messageTs(request.payload) === ts);
    const arrived = shownAt.get(ts);
    if (post?.acknowledgement.status !== 200 || arrived === undefined) throw new Error('a click was lost');
    acknowledged.push(post.acknowledgement.ackMs);
    shown.push(arrived.at - post.at);
    if (arrived.saysSo) saidSo += 1;
  }
  return { acknowledged, shown, saidSo, cpuMs };
}

/** @returns as many cards on each of which one hold waits, and nothing else is under way */
async function held(services: Services, names: readonly string[], count: number): Promise<ClientMessage[]> {
  const cards: ClientMessage[] = [];
  while (cards.length < count) cards.push(...(await heldTogether(services, names)));
  // What follows a hold's being found is not to be part of what is measured.
  await untilQuiet(services);
  return cards.slice(0, count);
}

/** One in each channel; what is found, or shown within Slack's limits, only later is not waited for. */
async function heldTogether(
  { slack, circleci }: Services,
  names: readonly string[],
): Promise<ClientMessage[]> {
  const wanted = new Set<string>();
  for (const name of names) {
    const made = circleci.control.push(`gh/acme/${name}`, { scenario: 'hold' });
    if (made === null) throw new Error('the scenario made no pipeline');
    wanted.add(`${name} #${made.number}`);
  }
  await circleci.control.settle();
  const deadline = performance.now() + HOLDS_WITHIN_MS;
  for (;;) {
    const response = await fetch(`${slack.url}/client/bootstrap?user=${PEOPLE[0]?.id}`);
    const { messages } = (await response.json()) as { messages: ClientMessage[] };
    const cards = messages.filter(({ blocks }) => {
      const text = JSON.stringify(blocks);
      return wanted.has(/deploys-\d+ #\d+/.exec(text)?.[0] ?? '') && text.includes('"hold.approve"');
    });
    if (cards.length === names.length || performance.now() > deadline) return cards;
    await pause(50);
  }
}

/** @returns when the first update of each card after its click arrived, in milliseconds since 1970 */
async function untilShown(
  { slack }: Services,
  cards: readonly ClientMessage[],
  since: number,
): Promise<ReadonlyMap<string, { readonly at: number; readonly saysSo: boolean }>> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const shown = new Map<string, { at: number; saysSo: boolean }>();
    for (const { method, args, at } of slack.calls.slice(since)) {
      if (method !== 'chat.update' || typeof args.ts !== 'string' || shown.has(args.ts)) continue;
      shown.set(args.ts, { at, saysSo: JSON.stringify(args.blocks).includes('approving…') });
    }
    if (shown.size === cards.length) return shown;
    if (performance.now() > deadline) throw new Error(`only ${shown.size} of ${cards.length} cards changed`);
    await pause(100);
  }
}

/** Resolves when every hold was approved and that has been read back; most cards that say so wait for Slack's limits. */
async function untilApproved({ slack, circleci }: Services, count: number): Promise<void> {
  const options = { timeoutMs: PATIENCE_MS, what: 'every hold to be approved' };
  await slack.client.waitFor(async () => approvals(circleci) >= count, options);
  await pause(READ_BACK_MS);
}

function approvals(circleci: Services['circleci']): number {
  return circleci.log.filter(({ method, path }) => method === 'POST' && path.includes('/approve/')).length;
}

/** Resolves when Slack has been told nothing for two seconds. */
async function untilQuiet({ slack }: Services): Promise<void> {
  await slack.client.waitFor(async () => Date.now() - (slack.calls.at(-1)?.at ?? 0) > 2_000, {
    timeoutMs: PATIENCE_MS,
  });
}

function messageTs(payload: object): unknown {
  return 'message' in payload && typeof payload.message === 'object' && payload.message !== null
    ? Reflect.get(payload.message, 'ts')
    : undefined;
}

function publish(turns: Turns<Round>): void {
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    const figure = (what: string) => ({
      bench: 'clicks',
      figure: `${what}, ${PER_SECOND} a second, ${name}`,
      unit: 'ms',
    });
    reportTurns(turns, figure('click to 200'), ({ acknowledged }) => quantile(acknowledged, share));
    reportTurns(
      turns,
      figure('click to “approving…” at Slack'),
      ({ shown }) => quantile(shown, share),
      name === 'p99' ? { atMost: MOST_P99_MS } : {},
    );
  }
  reportTurns(
    turns,
    { bench: 'clicks', figure: 'cards that said “approving…” before what came of it, of 100', unit: 'cards' },
    ({ saidSo, shown }) => (saidSo * 100) / shown.length,
  );
  reportTurns(
    turns,
    {
      bench: 'clicks',
      figure: 'CPU time of the bot for a click, what follows it included, without the server’s',
      unit: 'ms',
    },
    ({ cpuMs, shown }) => cpuMs / shown.length,
    {},
    { atMost: MOST_CPU_OF_BEFORE },
  );
}
