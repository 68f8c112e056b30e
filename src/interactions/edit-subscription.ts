import { messages } from '../i18n/index.ts';
import { openForm } from '../launch/forms.ts';
import { projectLabels } from '../runs/project-names.ts';
import { fileName } from '../subscriptions/in-file.ts';
import { subscriptionById } from '../subscriptions/subscriptions.ts';
import { decodeId } from '../views/action-ids.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { fitsForm, subscriptionModal } from '../views/subscription-modal.ts';
import type { ClickHandler } from './interaction.ts';

/** Edit, in the list of a channel's subscriptions. Slack's trigger id lives 3 seconds: only the database is asked. */
export const editSubscription: ClickHandler = async (ctx, actor, click) => {
  const { locale } = actor;
  const texts = messages(locale);
  const { channelId, responseUrl, triggerId } = click;
  const id = decodeId(click.value);
  if (id === null || channelId === null || triggerId === null) {
    return { text: texts.interactions.buttonTooOld };
  }
  const { form } = texts.subscriptions;
  const opened = await openForm(ctx, actor, triggerId, async () => {
    const subscription = await subscriptionById(ctx, channelId, id);
    if (subscription === null) return { answer: { text: form.gone } };
    const { project, source } = subscription;
    if (source === 'file') {
      const label = (await projectLabels(ctx.db, [project]))(project);
      return { answer: { text: texts.digests.inFile(code(shorten(label, 150)), code(fileName(ctx))) } };
    }
    if (!fitsForm(subscription)) return { answer: { text: form.tooLong } };
    const origin = { channelId, responseUrl, subscriptionId: id };
    return { form: subscriptionModal(subscription, origin, locale) };
  });
  return 'answer' in opened ? opened.answer : undefined;
};
