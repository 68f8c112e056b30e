import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { connectForm } from '../identities/form.ts';
import { openForm } from '../launch/forms.ts';
import { connectModal } from '../views/connect-modal.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseNothing } from './single-word.ts';

export const connect = command({ name: 'connect', parse: parseNothing, run: showForm });

/** Slack's trigger id lives 3 seconds, so only the database is asked before the form is opened. */
async function showForm(ctx: Context, { actor, triggerId, responseUrl }: Invocation): Promise<Reply> {
  const { locale } = actor;
  const origin = { channelId: actor.channelId, responseUrl, requestId: null };
  const opened = await openForm(ctx, actor, triggerId, async () => {
    const form = await connectForm(ctx, actor);
    return form === null
      ? { answer: { text: messages(locale).identities.notOffered } }
      : { form: connectModal({ ...form, origin, locale }) };
  });
  return 'answer' in opened ? opened.answer : undefined;
}
