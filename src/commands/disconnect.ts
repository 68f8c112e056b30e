import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { disconnect as removeLink } from '../identities/connect.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseNothing } from './single-word.ts';

export const disconnect = command({ name: 'disconnect', parse: parseNothing, run: forget });

async function forget(ctx: Context, { actor }: Invocation): Promise<Reply> {
  const { identities } = messages(actor.locale);
  const removed = await removeLink(ctx, actor);
  if (removed === null) return { text: identities.notConnected };
  return { text: identities.disconnected(code(shorten(removed.login, 80))) };
}
