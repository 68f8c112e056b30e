import { requestApproval } from '../approvals/approve.ts';
import { openReasonForm } from '../approvals/reason-form.ts';
import { requestReject } from '../approvals/reject.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { readReason } from '../runs/reason.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { ACTION, decodeTarget } from '../views/action-ids.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import {
  decodeReasonOrigin,
  REASON_BLOCK,
  type ReasonKind,
  type ReasonOrigin,
} from '../views/reason-modal.ts';
import { answerPrivately } from './answer.ts';
import { showsItself } from './deed-click.ts';
import { filledIn } from './form.ts';
import type { SubmissionHandler } from './interaction.ts';
import type { Click } from './payloads.ts';
import { told } from './told.ts';

/** Opens the form that asks why; what was clicked is done when it comes back. */
export async function askReason(
  ctx: Context,
  actor: Actor,
  kind: ReasonKind,
  click: Click,
): Promise<PrivateAnswer | undefined> {
  const { interactions } = messages(actor.locale);
  const { triggerId, channelId, responseUrl } = click;
  const target = decodeTarget(click.value);
  if (target === null || target.jobId === null || triggerId === null) {
    return { text: interactions.buttonTooOld };
  }
  const origin = { kind, target, channelId, responseUrl, shown: showsItself(click) };
  return openReasonForm(ctx, actor, triggerId, origin);
}

/** The form was sent. Who may, and whether it still waits, is asked now: an hour may have passed. */
export const reasonSubmit: SubmissionHandler = async (ctx, actor, { view }) => {
  const { interactions, votes } = messages(actor.locale);
  const reason = readReason(filledIn(view, ACTION.reasonText) ?? '');
  if (reason === null) return { errors: { [REASON_BLOCK]: votes.form.empty } };
  const origin = decodeReasonOrigin(view.metadata);
  if (origin === null) return { errors: { [REASON_BLOCK]: interactions.buttonTooOld } };
  const asker = { ...actor, channelId: actor.channelId ?? origin.channelId };
  const work = async () => {
    const answer = await told(ctx, asker, 'a form failed', () => decide(ctx, asker, origin, reason));
    if (answer !== undefined) await answerPrivately(ctx, asker, origin, answer);
  };
  return { work };
};

async function decide(
  ctx: Context,
  actor: Actor,
  { kind, target, shown }: ReasonOrigin,
  reason: string,
): Promise<PrivateAnswer | undefined> {
  const { workflowId, jobId } = target;
  if (jobId === null) return { text: messages(actor.locale).interactions.buttonTooOld };
  const wanted = { workflowId, jobId, reason };
  const outcome = await (kind === 'approve' ? requestApproval : requestReject)(ctx, actor, wanted);
  if (shown && (outcome.kind === 'confirmed' || outcome.kind === 'voted')) return undefined;
  return outcomeAnswer(outcome, kind, actor.locale);
}
