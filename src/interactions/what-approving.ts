import { lookAgain, storedDetail } from '../approval-detail/look.ts';
import { messages } from '../i18n/index.ts';
import { openForm } from '../launch/forms.ts';
import { decodeTarget } from '../views/action-ids.ts';
import { approvalModal } from '../views/approval-modal.ts';
import { maySee } from '../waiting/may-see.ts';
import type { ClickHandler } from './interaction.ts';

/**
 * “What am I approving?” on a card. Slack lets a view be opened for three seconds: what is stored is shown at once, and
 * the same view is filled in with what CircleCI says now.
 */
export const whatApproving: ClickHandler = async (ctx, actor, { value, triggerId }) => {
  const texts = messages(actor.locale);
  const target = decodeTarget(value);
  if (target === null || target.jobId === null || triggerId === null) {
    return { text: texts.interactions.buttonTooOld };
  }
  const { locale } = actor;
  const hold = { ...target, jobId: target.jobId };
  const stored = maySee(ctx, actor, 'approve', target).then((may) => (may ? storedDetail(ctx, hold) : null));
  const opened = await openForm(ctx, actor, triggerId, async () => {
    const known = await stored;
    return known === null
      ? { answer: { text: texts.approvalDetail.gone } }
      : { form: approvalModal({ ...known, locale, membership: 'unknown', isReading: true }) };
  });
  const known = await stored;
  if ('answer' in opened) return opened.answer;
  if (known === null) return undefined;
  const fresh = await lookAgain(ctx, actor, known);
  const { id, hash } = opened.opened;
  await ctx.slack.updateView(id, hash, approvalModal({ ...known, locale, ...fresh, isReading: false }));
  return undefined;
};
