import { messages } from '../i18n/index.ts';
import { projectLabels } from '../runs/project-names.ts';
import { fileName } from '../subscriptions/in-file.ts';
import { subscriptionById } from '../subscriptions/subscriptions.ts';
import { decodeId } from '../views/action-ids.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { fitsForm, subscriptionModal } from '../views/subscription-modal.ts';
import type { ClickHandler } from './interaction.ts';

/** Edit, in the list of a channel's subscriptions. Slack's trigger id lives 3 seconds: only the database is asked. */
export const editSubscription: ClickHandler = async (ctx, { locale }, click) => {
  const texts = messages(locale);
  const { channelId, responseUrl, triggerId } = click;
  const id = decodeId(click.value);
  if (id === null || channelId === null || triggerId === null) {
    return { text: texts.interactions.buttonTooOld };
  }
  const subscription = await subscriptionById(ctx, channelId, id);
  if (subscription === null) return { text: texts.subscriptions.form.gone };
  if (subscription.source === 'file') {
    return {
      text: texts.digests.inFile(
        code(shorten((await projectLabels(ctx.db, [subscription.project]))(subscription.project), 150)),
        code(fileName(ctx)),
      ),
    };
  }
  if (!fitsForm(subscription)) return { text: texts.subscriptions.form.tooLong };
  const origin = { channelId, responseUrl, subscriptionId: id };
  await ctx.slack.openView(triggerId, subscriptionModal(subscription, origin, locale));
  return undefined;
};
