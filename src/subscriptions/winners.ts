import type { Subscription } from './subscription.ts';

/**
 * Of two subscriptions of a channel to the same project the file's counts; what a command made waits beneath it, and
 * counts again when the file lets go.
 */
export function winners(subscriptions: readonly Subscription[]): Subscription[] {
  const inFile = new Set(subscriptions.filter(({ source }) => source === 'file').map(placeOf));
  if (inFile.size === 0) return [...subscriptions];
  return subscriptions.filter((one) => one.source === 'file' || !inFile.has(placeOf(one)));
}

function placeOf({ channelId, project }: Subscription): string {
  return `${channelId} ${project}`;
}
