import { resume } from '../approvals/resume.ts';
import { messages } from '../i18n/index.ts';
import { takePending } from '../identities/pending.ts';
import { answerToRun } from '../launch/answer-run.ts';
import { decodeId } from '../views/action-ids.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import type { ClickHandler } from './interaction.ts';

/**
 * Yes, on what is to be confirmed: it goes on, once, for whom it was shown to. If it stands otherwise by now, it is
 * asked again (`runs/permit.ts`).
 */
export const confirmYes: ClickHandler = async (ctx, actor, { value }) => {
  const { confirm } = messages(actor.locale).running;
  const id = decodeId(value);
  const resumed = id === null ? null : await resume(ctx, actor, id);
  if (resumed === null) return { text: confirm.gone, replaceOriginal: true };
  const { kind, outcome } = resumed;
  const answer =
    kind === 'run' || kind === 'rollback'
      ? await answerToRun(ctx, actor, outcome, kind)
      : outcomeAnswer(outcome, kind, actor.locale);
  return { ...(answer ?? outcomeAnswer(outcome, kind, actor.locale)), replaceOriginal: true };
};

/** No: it is forgotten. */
export const confirmNo: ClickHandler = async (ctx, actor, { value }) => {
  const { confirm } = messages(actor.locale).running;
  const id = decodeId(value);
  const taken = id === null ? null : await takePending(ctx, actor, id);
  return { text: taken === null ? confirm.gone : confirm.stopped, replaceOriginal: true };
};
