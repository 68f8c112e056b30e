import type { Context } from '../context.ts';
import { slugName } from '../domain/project-slug.ts';
import { messages } from '../i18n/index.ts';
import { mayNotSubscribe } from '../policy/may-subscribe.ts';
import { presentSlug } from '../projects/known.ts';
import { projectLabels } from '../runs/project-names.ts';
import { fileThatMade } from '../subscriptions/in-file.ts';
import { normaliseProject } from '../subscriptions/patterns.ts';
import { isProjectGlob } from '../subscriptions/subscription.ts';
import { listSubscriptions, unsubscribe as removeSubscription } from '../subscriptions/subscriptions.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { code } from '../views/mrkdwn.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { projectText } from './project-label.ts';
import { projectNamed } from './projects.ts';
import { parseOptionalWord } from './single-word.ts';
import type { Word } from './tokens.ts';

export const unsubscribe = command({ name: 'unsubscribe', parse: parseUnsubscribe, run: unsubscribeChannel });

function parseUnsubscribe(words: readonly Word[]): { readonly project: string } | Mistake {
  const read = parseOptionalWord(words);
  if (isMistake(read)) return read;
  return read.word === null ? { mistake: 'project-missing' } : { project: read.word };
}

async function unsubscribeChannel(
  ctx: Context,
  { actor }: Invocation,
  { project }: { readonly project: string },
): Promise<Reply> {
  const { channelId, locale } = actor;
  if (channelId === null) return { mistake: 'needs-channel' };
  const { commands } = messages(locale);
  const slugs = (await listSubscriptions(ctx, channelId)).map(({ project }) => project);
  const slug = await meantSlug(ctx, project, slugs, channelId);
  if (typeof slug !== 'string') return slug;
  const label = code(await projectText(ctx, slug));
  const denied = await mayNotSubscribe(ctx, actor, slug);
  if (denied !== null) return denied;
  const file = await fileThatMade(ctx, channelId, slug);
  if (file !== null) return { text: messages(locale).digests.inFile(label, code(file)) };
  if (await removeSubscription(ctx, channelId, slug)) return { text: commands.unsubscribed(label) };
  const labels = await projectLabels(ctx.db, slugs);
  const others =
    slugs.length === 0
      ? commands.noSubscriptions
      : commands.subscribedTo(slugs.map((one) => code(labels(one))).join(', '));
  return { text: `${commands.notSubscribed(label)}\n${others}` };
}

/** The channel's own subscriptions come first: their project may be gone from CircleCI, and still has to be removable. */
async function meantSlug(
  ctx: Context,
  text: string,
  slugs: readonly string[],
  channelId: string,
): Promise<string | Mistake> {
  const typed = normaliseProject(text) ?? text;
  const named = isProjectGlob(text) ? typed : await presentSlug(ctx.db, typed);
  const own = slugs.filter((slug) => slug === named || slugName(slug) === text);
  const [only, ...others] = own;
  if (only !== undefined && others.length === 0) return only;
  if (others.length > 0) return { mistake: 'project-ambiguous', word: text, nearest: own };
  const glob = isProjectGlob(text) ? normaliseProject(text) : null;
  if (glob !== null) return glob;
  const found = await projectNamed(ctx, text, channelId);
  return isMistake(found) ? found : found.project.slug;
}
