import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { setChannelLocale, setDefaultProject } from '../preferences/channels.ts';
import { isMistake } from '../views/help-mistake.ts';
import { channelText } from '../views/whoami.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { shownSettings } from './project-label.ts';
import { projectNamed } from './projects.ts';
import { parseUse, type UseArgs } from './use-words.ts';

export const use = command({ name: 'use', parse: parseUse, run: useInChannel });

/** Sets what was given, then answers with all that is set. */
async function useInChannel(ctx: Context, { actor }: Invocation, args: UseArgs): Promise<Reply> {
  const { channelId, locale } = actor;
  if (channelId === null) return { mistake: 'needs-channel' };
  if (args.project !== null) {
    const named = await projectNamed(ctx, args.project, channelId);
    if (isMistake(named)) return named;
    await setDefaultProject(ctx, channelId, named.project.slug);
  }
  if (args.language !== null) await setChannelLocale(ctx, channelId, args.language);
  return { text: channelText(await shownSettings(ctx, channelId), messages(locale)) };
}
