import { openReasonForm } from '../approvals/reason-form.ts';
import { requestReject } from '../approvals/reject.ts';
import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { readReason } from '../runs/reason.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { renderPicker } from '../views/picker.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { holdChoices, targetText } from './holds.ts';
import { reasonOf } from './reason-word.ts';
import { parseTarget, type Target } from './target-words.ts';
import type { Word } from './tokens.ts';

interface RejectArgs {
  readonly target: Target;
  readonly reason: string | null;
}

export const reject = command({ name: 'reject', style: { prose: 1 }, parse: parseReject, run: rejectTarget });

/** What stands after the link or the number is the reason, with or without `reason:` in front. */
function parseReject(words: readonly Word[]): RejectArgs | Mistake {
  const [first, ...others] = words;
  const isReason = first === undefined || reasonOf(first) !== null;
  const parsed = parseTarget(isReason ? [] : [first], []);
  if (isMistake(parsed)) return parsed;
  const [begin, ...rest] = isReason ? words : others;
  const named = begin === undefined ? null : reasonOf(begin);
  if (named !== null && isMistake(named)) return named;
  const said = [named?.reason ?? begin?.text ?? '', ...rest.map(({ text }) => text)].join(' ');
  return { target: parsed.target, reason: readReason(said) };
}

/** Several holds are offered to choose from; without a reason, a form asks for it. */
async function rejectTarget(
  ctx: Context,
  { actor, triggerId, responseUrl }: Invocation,
  { target, reason }: RejectArgs,
): Promise<Reply> {
  const { locale, channelId } = actor;
  const choices = await holdChoices(ctx, target, channelId);
  if (isMistake(choices)) return choices;
  const [only, ...others] = choices;
  if (only === undefined) {
    const named = targetText(target);
    const { commands, votes } = messages(locale);
    return { text: named === null ? votes.nothingToReject : commands.nothingWaitsIn(named) };
  }
  if (others.length > 0 || only.job === null) return renderPicker('reject', choices, locale);
  const hold = { workflowId: only.workflow.id, jobId: only.job.id };
  if (reason === null) {
    const named = { ...hold, pipelineId: only.snapshot.id };
    const origin = { kind: 'reject' as const, target: named, channelId, responseUrl, shown: false };
    return openReasonForm(ctx, actor, triggerId, origin);
  }
  return outcomeAnswer(await requestReject(ctx, actor, { ...hold, reason }), 'reject', locale);
}
