import { requestApproval } from '../approvals/approve.ts';
import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { isMistake } from '../views/help-mistake.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { renderPicker } from '../views/picker.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { holdChoices, targetText } from './holds.ts';
import { parseTarget, type TargetWords } from './target-words.ts';

/** A typed command is its own confirmation: exactly one hold is approved at once, several are offered. */
export const approve = command({
  name: 'approve',
  parse: (words) => parseTarget(words, []),
  run: approveTarget,
});

async function approveTarget(
  ctx: Context,
  { actor }: Invocation,
  { target, reason }: TargetWords<never>,
): Promise<Reply> {
  const { locale, channelId } = actor;
  const choices = await holdChoices(ctx, target, channelId);
  if (isMistake(choices)) return choices;
  const [only, ...others] = choices;
  const { nothingToApprove, nothingWaitsIn } = messages(locale).commands;
  if (only === undefined) {
    const named = targetText(target);
    return { text: named === null ? nothingToApprove : nothingWaitsIn(named) };
  }
  if (others.length > 0 || only.job === null) return renderPicker('approve', choices, locale);
  const outcome = await requestApproval(ctx, actor, {
    workflowId: only.workflow.id,
    jobId: only.job.id,
    ...(reason === undefined ? {} : { reason }),
  });
  return outcomeAnswer(outcome, 'approve', locale);
}
