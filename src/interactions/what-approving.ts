import { lookAgain, storedDetail } from '../approval-detail/look.ts';
import { messages } from '../i18n/index.ts';
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
  const isSeen = await maySee(ctx, actor, 'approve', target);
  const known = isSeen ? await storedDetail(ctx, { ...target, jobId: target.jobId }) : null;
  if (known === null) return { text: texts.approvalDetail.gone };
  const form = { ...known, locale: actor.locale };
  const first = approvalModal({ ...form, membership: 'unknown', isReading: true });
  const { id, hash } = await ctx.slack.openView(triggerId, first);
  const fresh = await lookAgain(ctx, actor, known);
  await ctx.slack.updateView(id, hash, approvalModal({ ...form, ...fresh, isReading: false }));
  return undefined;
};
