import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Cards, type Comparison, compareCards, readCards } from './cards.ts';
import { type Ending, type Push, SUBSCRIPTIONS, type Town } from './town.ts';
import type { Twin } from './twin.ts';

/** What a pipeline's card says in the end, whatever else is on it. */
const LAST_WORDS: Readonly<Record<Ending, RegExp>> = {
  'fan-out': /Succeeded.*(?<!\d)20 jobs/s,
  failure: /Failed.*(?<!\d)3 of 4 jobs/s,
  'two-workflows': /Succeeded.*(?<!\d)2 jobs.*(?<!\d)2 jobs/s,
};
const LOOK_EVERY_MS = 200;

/** The names of all the cards there should be. */
export function wantedNames(pushes: readonly Push[]): string[] {
  return pushes.flatMap(({ project, title }) =>
    SUBSCRIPTIONS.filter(([, wanted]) => wanted === project).map(([channel]) => `${channel} ${title}`),
  );
}

/**
 * Every card may have to be changed twice more, and the bot changes 46 a minute, a little less than Slack allows for
 * certain in a workspace. What is lost does not come however long one waits.
 */
function patienceFor(cards: number): number {
  return 60_000 + Math.ceil((2 * cards) / 46) * 60_000;
}

/**
 * Waits until every card there should be has its last words, then until each block of each says what the twin's says.
 *
 * @returns what was found, for the report
 * @throws when any is missing, wrong, there twice, or unwanted after as long as Slack's limits may take
 */
export async function expectRight(town: Town, twin: Twin) {
  const names = wantedNames(town.pushes);
  const patienceMs = patienceFor(names.length);
  await Promise.all([waitForLastWords(town, patienceMs), twin.catchUp()]);
  const deadline = performance.now() + patienceMs;
  let compared = await compare(town, twin, names);
  while (!isRight(compared) && performance.now() < deadline) {
    await pause(LOOK_EVERY_MS);
    compared = await compare(town, twin, names);
  }
  const { right, ...faults } = compared;
  expect(faults).toEqual({ missing: [], wrong: [], duplicates: [], unwanted: [], unlikeTwin: [] });
  return {
    cards: names.length,
    right,
    missing: faults.missing.length,
    wrong: faults.wrong.length,
    duplicates: faults.duplicates.length,
  };
}

/** @returns milliseconds until every card has its last words */
export async function waitForLastWords(town: Town, patienceMs: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    const cards = await readCards(town.slack);
    const open = unfinished(town.pushes, cards);
    if (open.length === 0) return performance.now() - began;
    if (performance.now() - began > patienceMs) {
      const said = open.map((name) => `${name}: ${cards.get(name)?.[0] ?? 'missing'}`);
      throw new Error(`after ${patienceMs} ms ${open.length} cards are not right:\n${said.join('\n')}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}

interface Compared extends Comparison {
  /** What the twin itself has not shown, or not to its end. */
  readonly unlikeTwin: readonly string[];
}

async function compare(town: Town, twin: Twin, names: readonly string[]): Promise<Compared> {
  const wanted = await twin.cards();
  const unlikeTwin = [...names.filter((name) => !wanted.has(name)), ...unfinished(town.pushes, wanted)];
  return { ...compareCards(wanted, await readCards(town.slack)), unlikeTwin };
}

function isRight({ missing, wrong, unlikeTwin }: Compared): boolean {
  return missing.length + wrong.length + unlikeTwin.length === 0;
}

function unfinished(pushes: readonly Push[], cards: Cards): string[] {
  const endings = new Map(pushes.map(({ title, ending }) => [title, ending]));
  return wantedNames(pushes).filter((name) => {
    const ending = endings.get(name.slice(name.indexOf(' ') + 1));
    const said = cards.get(name)?.[0] ?? '';
    return ending === undefined || !LAST_WORDS[ending].test(said);
  });
}
