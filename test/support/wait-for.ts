import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until `condition` holds.
 * @throws when it does not within `timeoutMs` (default 20 s); the message shows the condition's source
 */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition.toString()}`);
    await sleep(15);
  }
}
