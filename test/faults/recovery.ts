import { expect, it } from 'vitest';
import { waitFor } from '../support/wait-for.ts';
import { createBundledData } from './support/bundled-data.ts';
import { countReplies } from './support/cards.ts';
import { expectRight, waitForLastWords, wantedNames } from './support/expect-right.ts';
import { createProgram } from './support/program.ts';
import { createRandom } from './support/random.ts';
import { report } from './support/report.ts';
import { buildTown, environmentOf, subscribeAll } from './support/town.ts';
import { startTwin } from './support/twin.ts';

const PIPELINES = 6;
const FAILURES = 3;
/** Its heartbeats alone would let the job queue find a dead process's jobs within 20 s; this has to be well below. */
const AT_MOST_MS = 12_000;

/** Killed at the worst moment: Slack has posted the cards, and the bot has not heard of it. */
export function recovery(): void {
  gathering();
  it('is up to date soon after a SIGKILL in the middle of its posts', async () => {
    const random = createRandom();
    const data = await createBundledData();
    let address = '';
    const town = await buildTown(() => address, { timeScale: 0.025 });
    const program = await createProgram({ ...environmentOf(town.slack, town.circleci), ...data.environment });
    address = program.url;
    const twin = await startTwin(town);
    const posted = () => town.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
    try {
      program.start();
      await program.ready();
      await subscribeAll(town.slack, program.url);
      town.slack.faults.next({ method: 'chat.postMessage', behaviour: 'slow', delayMs: 60_000, times: 4 });
      for (let i = 0; i < PIPELINES; i++) town.push(random);
      await waitFor(() => posted() >= Math.min(4, wantedNames(town.pushes).length), 30_000);
      await program.kill();
      town.slack.faults.clear();
      await town.circleci.idle();

      const began = performance.now();
      program.start();
      await program.ready();
      const ready = performance.now();
      await town.post.delivered(30_000);
      await waitForLastWords(town, AT_MOST_MS);
      const recovered = performance.now();
      const outcome = await expectRight(town, twin);
      report(`recovery`, {
        seed: random.seed,
        ...outcome,
        'ready after ms': ready - began,
        'right after ready ms': recovered - ready,
      });
    } finally {
      await program.kill();
      await data.remove();
      await twin.stop();
      await town.stop();
    }
  });
}

/** What is asked of CircleCI only to explain a failure. */
const EXPLANATION = /\/(?:tests|artifacts)$|\/api\/v1\.1\//;

/** Killed while CircleCI is being asked why workflows failed: the cards are out, nothing is stored yet. */
function gathering(): void {
  it('explains each failure once after a SIGKILL in the middle of asking why', async () => {
    const random = createRandom();
    const data = await createBundledData();
    let address = '';
    const town = await buildTown(() => address, { timeScale: 0.025 });
    const program = await createProgram({ ...environmentOf(town.slack, town.circleci), ...data.environment });
    address = program.url;
    const twin = await startTwin(town);
    const asked = () => town.circleci.log.filter(({ path }) => EXPLANATION.test(path)).length;
    try {
      program.start();
      await program.ready();
      await subscribeAll(town.slack, program.url);
      const hang = { match: { path: EXPLANATION }, times: Number.POSITIVE_INFINITY } as const;
      town.circleci.faults.next({ ...hang, behaviour: { kind: 'hang' } });
      for (let i = 0; i < FAILURES; i++) town.push(random, 'failure');
      await waitFor(() => asked() > 0, 60_000);
      await program.kill();
      const before = asked();
      town.circleci.faults.clear();
      await town.circleci.idle();
      program.start();
      await program.ready();
      await town.post.delivered(60_000);
      const outcome = await expectRight(town, twin);
      const replies = await countReplies(town.slack);
      report(`killed while gathering`, {
        seed: random.seed,
        'asked before the kill': before,
        ...outcome,
        replies,
      });
      expect(replies).toBe(wantedNames(town.pushes).length);
    } finally {
      await program.kill();
      await data.remove();
      await twin.stop();
      await town.stop();
    }
  });
}
