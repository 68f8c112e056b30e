import { messages } from '../i18n/index.ts';
import { requestRerun } from '../runs/change.ts';
import { decodeTarget } from '../views/action-ids.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import type { ClickHandler } from './interaction.ts';

/** Rerun with SSH, on the explanation in a card's thread. Also when it worked there is something to say: how to get in. */
export const rerunSsh: ClickHandler = async (ctx, actor, { value }) => {
  const { interactions, failures } = messages(actor.locale);
  const target = decodeTarget(value);
  if (target === null || target.jobId === null) return { text: interactions.buttonTooOld };
  const { workflowId, jobId } = target;
  const outcome = await requestRerun(ctx, actor, { workflowId, fromFailed: false, sshJobId: jobId });
  if (outcome.kind === 'confirmed') return { text: failures.sshStarted };
  return outcomeAnswer(outcome, 'rerun', actor.locale);
};
