import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { thisBot } from './support/bots.ts';
import { startChild } from './support/child.ts';
import type { CommandLoad } from './support/command-load.ts';
import type { Figures } from './support/figures.ts';
import { reportRounds } from './support/line.ts';
import { createPlaces } from './support/places.ts';
import { type Program, startReady } from './support/program.ts';
import { startServices } from './support/services.ts';
import { startSlackSink } from './support/slack-sink.ts';
import { SIGNING_SECRET } from './support/slash-command.ts';

/**
 * From a signed slash command to its acknowledgement, as Slack sees it: the real program next to a
 * bare Bolt app, each in a process of its own, in rounds that take turns. First at random moments, then sixteen at the
 * same moment again and again.
 *
 * `ROUNDS`, `SECONDS` (of one round) and `PER_SECOND` change how long it takes and how busy it is.
 */
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 8);
const PER_SECOND = Number(process.env.PER_SECOND ?? 20);
const MOST_OF_BOLT = 1.5;

const CONNECTIONS = 16;

const loads = {
  paced: `${PER_SECOND} a second`,
  bursts: `${CONNECTIONS} at once, ${PER_SECOND} a second`,
} as const;

const kinds = ['paced', 'bursts'] as const;

const { environment, stop: stopServices } = await startServices();
const sink = await startSlackSink();
const places = createPlaces();
const generator = startChild('command-load.ts');
const common = {
  ...environment,
  SLACK_API_URL: `${sink.url}/api`,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
};
const programs: Program[] = [];
const start = async (starting: Promise<Program>) => {
  const program = await starting;
  programs.push(program);
  return program;
};

try {
  const servers = {
    bolt: await start(startReady(join(import.meta.dirname, 'support/bolt-main.ts'), common, '/readyz')),
    bot: await start(thisBot.start({ ...common, ...(await places.folder()).environment })),
  };
  for (const kind of kinds) publish(kind, await inTurns(servers, kind));
} finally {
  await Promise.all([generator.stop(), ...programs.map((program) => program.stop())]);
  await places.stop();
  await sink.stop();
  await stopServices();
}

type Rounds = Record<'bolt' | 'bot', Figures[]>;

async function inTurns(
  servers: Readonly<Record<keyof Rounds, Program>>,
  kind: keyof typeof loads,
): Promise<Rounds> {
  const results: Rounds = { bolt: [], bot: [] };
  // The first round warms everything up and does not count.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['bolt', 'bot'] as const) {
      const figures = await measure(servers[name], kind, name !== 'bolt');
      if (round > 0) results[name].push(figures);
    }
  }
  return results;
}

async function measure({ port }: Program, kind: keyof typeof loads, answers: boolean): Promise<Figures> {
  const before = sink.answered;
  const load: CommandLoad = {
    port,
    sinkUrl: sink.url,
    seconds: SECONDS,
    shape: kind,
    perSecond: PER_SECOND,
    connections: CONNECTIONS,
  };
  const figures = await generator.ask<Figures>(load);
  if (figures.refused > 0) throw new Error(`${figures.refused} commands were not answered with 200`);
  // What is measured has to do its work, and one's left-over work must not slow the next one's round.
  if (answers) await untilAnswered(before + figures.requests);
  return figures;
}

async function untilAnswered(count: number): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (sink.answered < count) {
    if (performance.now() > deadline)
      throw new Error(`${count - sink.answered} commands got no private answer`);
    await pause(20);
  }
}

function publish(kind: keyof typeof loads, results: Rounds): void {
  const what = loads[kind];
  for (const figure of ['p50', 'p99'] as const) {
    const valuesOf = (name: keyof Rounds) => results[name].map((figures) => figures[figure]);
    reportRounds({
      bench: 'command-ack',
      figure: `${figure}, ${what}`,
      unit: 'ms',
      values: valuesOf('bot'),
      peer: { name: 'bare Bolt', values: valuesOf('bolt') },
      ...(figure === 'p99' ? { atMost: MOST_OF_BOLT } : {}),
    });
  }
}
