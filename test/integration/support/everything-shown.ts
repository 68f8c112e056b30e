import type { Bot } from '../../support/bot.ts';

/** A line of /metrics about jobs that show something and are not done: waiting, due later or running. */
const UNDONE =
  /^chatops_queue_jobs\{job="(?:apply-events|deliver-card|gather-failure|deliver-failure|deliver-notice|find-people)",state="(?:waiting|deferred|active)"\} [1-9]/m;

/** Waits until every card shows what is known, and every failure is explained as far as CircleCI tells. */
export async function everythingShown(bot: Bot): Promise<void> {
  await bot.slack.client.waitFor(async () => !UNDONE.test(await (await fetch(`${bot.url}/metrics`)).text()), {
    what: 'the last card and explanation',
    timeoutMs: 45_000,
  });
}
