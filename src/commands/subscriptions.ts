import type { Context } from '../context.ts';
import { fileName } from '../subscriptions/in-file.ts';
import { listSubscriptions } from '../subscriptions/subscriptions.ts';
import { renderSubscriptions, subscriptionBlocks } from '../views/subscription-list.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { projectText } from './project-label.ts';
import { parseNothing } from './single-word.ts';

export const subscriptions = command({ name: 'subscriptions', parse: parseNothing, run: showSubscriptions });

async function showSubscriptions(ctx: Context, { actor }: Invocation): Promise<Reply> {
  const { channelId, locale } = actor;
  if (channelId === null) return { mistake: 'needs-channel' };
  const found = await listSubscriptions(ctx, channelId);
  const labels = await Promise.all(found.map(({ project }) => projectText(ctx, project)));
  const shown = found.map((one, index) => ({
    ...one,
    project: labels[index] ?? one.project,
    ...(one.source === 'file' ? { file: fileName(ctx) } : {}),
  }));
  const text = renderSubscriptions(shown, locale);
  return shown.length === 0 ? { text } : { text, blocks: subscriptionBlocks(shown, locale) };
}
