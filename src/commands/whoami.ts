import { circleciIdentity } from '../accounts/identity.ts';
import type { Context } from '../context.ts';
import { findLinked } from '../identities/store.ts';
import { delegationsOf } from '../policy/delegations.ts';
import { renderWhoami } from '../views/whoami.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { shownSettings } from './project-label.ts';
import { parseNothing } from './single-word.ts';

export const whoami = command({ name: 'whoami', parse: parseNothing, run: tellWho });

async function tellWho(ctx: Context, { actor }: Invocation): Promise<Reply> {
  const settings = actor.channelId === null ? null : await shownSettings(ctx, actor.channelId);
  const identity = await circleciIdentity(ctx).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'CircleCI did not say who the bot is');
    return null;
  });
  const { shared } = ctx.config.identities;
  const acting = { linked: await findLinked(ctx.db, actor), shared };
  const delegations = await delegationsOf(ctx, actor);
  const { locale: slackLocale } = await ctx.slack.user(actor.userId);
  return { text: renderWhoami({ actor, slackLocale, identity, settings, acting, delegations }) };
}
