import { basename } from 'node:path';
import type { Context } from '../context.ts';
import { listSubscriptions } from './subscriptions.ts';

/** @returns the file's name when it made the channel's subscription to this project, null when it did not */
export async function fileThatMade(
  ctx: Pick<Context, 'db' | 'config'>,
  channelId: string,
  project: string,
): Promise<string | null> {
  const own = await listSubscriptions(ctx, channelId);
  const made = own.some((one) => one.project === project && one.source === 'file');
  return made ? fileName(ctx) : null;
}

/** Without the folders, which are nobody's business in a channel. */
export function fileName({ config }: Pick<Context, 'config'>): string {
  return basename(config.subscriptionsFile ?? 'SUBSCRIPTIONS_FILE');
}
