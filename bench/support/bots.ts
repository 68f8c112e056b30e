import { join, resolve } from 'node:path';
import { type Measured, reportRounds } from './line.ts';
import type { Place, Places } from './places.ts';
import { type Program, startReady } from './program.ts';

/** A bot under measurement: this checkout's, or the one of another checkout that `BEFORE` names. */
export interface Bot {
  readonly who: 'bot' | 'before';
  /** This checkout's bot brings its database; the other one is given a server, so that both have the same. */
  place(places: Places): Promise<Place>;
  /** Starts it as `npm start` does and waits until `/readyz` says 200. */
  start(environment: Readonly<Record<string, string>>): Promise<Program>;
}

export const thisBot: Bot = {
  who: 'bot',
  place: (places) => places.folder(),
  start: (environment) => startIn(join(import.meta.dirname, '../..'), environment),
};

/** Null unless `BEFORE` names a checkout, in which its packages are installed. */
export const otherBot: Bot | null =
  process.env.BEFORE === undefined
    ? null
    : {
        who: 'before',
        place: (places) => places.server(),
        start: (environment) => startIn(resolve(process.env.BEFORE ?? ''), environment),
      };

function startIn(checkout: string, environment: Readonly<Record<string, string>>): Promise<Program> {
  return startReady(join(checkout, 'bin/circleci-chatops.js'), environment, '/readyz');
}

export interface Turns<Round> {
  readonly bot: readonly Round[];
  /** In the same order, each measured just after the other bot's; null when there is only one bot. */
  readonly before: readonly Round[] | null;
}

/**
 * Measures rounds, both bots' in turns.
 *
 * @param measure round 0 warms everything up and does not count
 */
export async function inTurns<Started extends { stop(): Promise<void> }, Round>(
  rounds: number,
  start: (bot: Bot) => Promise<Started>,
  measure: (started: Started, round: number) => Promise<Round>,
): Promise<Turns<Round>> {
  const bot = await start(thisBot);
  const before = otherBot === null ? null : await start(otherBot);
  const measured = { bot: [] as Round[], before: [] as Round[] };
  try {
    for (let round = 0; round <= rounds; round++) {
      const mine = await measure(bot, round);
      if (round > 0) measured.bot.push(mine);
      if (before === null) continue;
      const theirs = await measure(before, round);
      if (round > 0) measured.before.push(theirs);
    }
  } finally {
    await bot.stop();
    await before?.stop();
  }
  return { ...measured, before: before === null ? null : measured.before };
}

type Promises = Pick<Measured, 'atMost' | 'atLeast'>;

/**
 * Prints one figure of the rounds and, when there is another bot, how it compares.
 *
 * @param promises of the figure itself
 * @param againstBefore of its ratio to the other bot's
 */
export function reportTurns<Round>(
  turns: Turns<Round>,
  figure: Pick<Measured, 'bench' | 'figure' | 'unit' | 'worst'>,
  of: (round: Round) => number,
  promises: Promises = {},
  againstBefore: Promises = {},
): void {
  const values = turns.bot.map(of);
  reportRounds({ ...figure, values, ...promises });
  if (turns.before === null) return;
  const peer = { name: 'before', values: turns.before.map(of) };
  reportRounds({ ...figure, figure: `${figure.figure}, against before`, values, peer, ...againstBefore });
}
