interface Call {
  readonly method: string;
  readonly args: { readonly channel?: unknown };
}

/** As the simulator applies them, see `simulators/slack/web-api/rate-limits.ts`. */
const BURST_PER_CHANNEL = 4;
const PER_MINUTE: Readonly<Record<string, number>> = {
  'chat.postMessage': 300,
  'chat.update': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
};

/**
 * How soon these calls could all have been made if nothing but Slack's limits were in the way: one message a second and
 * channel after a short burst, and so many of a method in any minute.
 *
 * @returns seconds from the first to the last
 */
export function soonestSeconds(calls: readonly Call[]): number {
  const posts = Map.groupBy(
    calls.filter(({ method }) => method === 'chat.postMessage'),
    ({ args }) => args.channel,
  );
  const inChannels = [...posts.values()].map(({ length }) => Math.max(0, length - BURST_PER_CHANNEL));
  const byMethod = Object.entries(PER_MINUTE).map(([method, most]) => {
    const made = calls.filter((call) => call.method === method).length;
    return Math.max(0, Math.ceil(made / most) - 1) * 60;
  });
  return Math.max(1, ...inChannels, ...byMethod);
}
