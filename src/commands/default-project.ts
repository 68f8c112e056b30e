import type { Context } from '../context.ts';
import { channelSettings } from '../preferences/channels.ts';
import { isProjectGlob } from '../subscriptions/subscription.ts';
import { listSubscriptions } from '../subscriptions/subscriptions.ts';

/**
 * @returns the slug that commands without a project mean: the channel's default, or the only project it is
 *   subscribed to; null without either. From the database only, because a form waits for it.
 */
export async function defaultProject(
  ctx: Pick<Context, 'db' | 'config'>,
  channelId: string | null,
): Promise<string | null> {
  if (channelId === null) return null;
  const chosen = (await channelSettings(ctx, channelId)).defaultProject;
  if (chosen !== null) return chosen;
  const projects = (await listSubscriptions(ctx, channelId)).map(({ project }) => project);
  const [only, ...others] = projects.filter((project) => !isProjectGlob(project));
  return only === undefined || others.length > 0 ? null : only;
}
