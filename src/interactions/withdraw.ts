import { withdrawVote } from '../approvals/withdraw.ts';
import { messages } from '../i18n/index.ts';
import { decodeTarget } from '../views/action-ids.ts';
import type { ClickHandler } from './interaction.ts';

/** Withdraw on a card that shows votes. Everybody sees the button; it takes back the vote of whoever clicks it. */
export const withdraw: ClickHandler = async (ctx, actor, { value }) => {
  const { interactions, votes } = messages(actor.locale);
  const target = decodeTarget(value);
  if (target === null || target.jobId === null) return { text: interactions.buttonTooOld };
  const { workflowId, jobId } = target;
  return { text: votes.withdrawal[await withdrawVote(ctx, actor, { workflowId, jobId })] };
};
