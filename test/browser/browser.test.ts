import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibleNames } from './stories/accessible-names.ts';
import { fieldErrors } from './stories/field-errors.ts';
import { keyboard } from './stories/keyboard.ts';
import { narrowWindow } from './stories/narrow-window.ts';
import { outsideText } from './stories/outside-text.ts';
import { privateMessages } from './stories/private-messages.ts';
import { reconnection } from './stories/reconnection.ts';
import { runAndApprove } from './stories/run-and-approve.ts';
import { runFields } from './stories/run-fields.ts';
import { severalPeople } from './stories/several-people.ts';
import { simulatorPanel } from './stories/simulator-panel.ts';
import { threads } from './stories/threads.ts';
import { whatAmIApproving } from './stories/what-am-i-approving.ts';
import { findChromium, LEFT_OUT } from './support/chromium.ts';
import { startWorld, type World } from './support/world.ts';

/** One browser and one playground for most stories: they take seconds to start. */
const chromium = findChromium(process.env);

if (chromium === null) {
  it('is left out where there is no Chromium, and says so', () => {
    console.warn(LEFT_OUT);
    expect(findChromium(process.env)).toBeNull();
  });
} else {
  describe('the playground in a real browser', () => {
    const started = inAWorld(chromium);

    it('runs a pipeline, approves its hold and sees it succeed', () => runAndApprove(started()));
    it('does the same by keyboard alone', () => keyboard(started()));
    it('shows field errors at their fields', () => fieldErrors(started()));
    it('shows the parameters that are declared', () => runFields(started()));
    it('shows private messages to their person only, until they reload', () => privateMessages(started()));
    it('shows outside text as text', () => outsideText(started()));
    it('has threads', () => threads(started()));
    it('shows cards that only webhooks tell of', () => simulatorPanel(started()));
    it('shows what one approves, on the card, in a form and beside a link', () =>
      whatAmIApproving(started()));
    it('reads well on a narrow window', () => narrowWindow(started()));
    it('names every control', () => accessibleNames(started()));
    it('comes back after the connection is lost', () => reconnection(started()));
  });

  // Cards change fifty times a minute at most, as Slack has it, and the others need most of that.
  describe('the playground with several people', () => {
    const started = inAWorld(chromium);

    it('lets them approve, lock and stop together', () => severalPeople(started()));
  });
}

function inAWorld(executablePath: string): () => World {
  let world: World | undefined;
  const started = (): World => {
    if (world === undefined) throw new Error('The playground did not start.');
    return world;
  };
  beforeAll(async () => {
    world = await startWorld(executablePath);
  });
  afterAll(() => world?.stop());
  afterEach(async () => {
    await started().tidy();
    expect(started().misdeeds).toEqual([]);
  });
  return started;
}
