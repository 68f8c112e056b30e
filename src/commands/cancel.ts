import type { Context } from '../context.ts';
import { isFinished } from '../domain/status.ts';
import { messages } from '../i18n/index.ts';
import { requestCancel } from '../runs/change.ts';
import { isMistake } from '../views/help-mistake.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { renderPicker } from '../views/picker.ts';
import { workflowChoices } from './candidates.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseTarget, type TargetWords } from './target-words.ts';

export const cancel = command({
  name: 'cancel',
  parse: (words) => parseTarget(words, []),
  run: cancelTarget,
});

async function cancelTarget(
  ctx: Context,
  { actor }: Invocation,
  { target, reason }: TargetWords<never>,
): Promise<Reply> {
  const { locale, channelId } = actor;
  const choices = await workflowChoices(ctx, target, channelId, ({ status }) => !isFinished(status));
  if (isMistake(choices)) return choices;
  const [only, ...others] = choices;
  if (only === undefined) return { text: messages(locale).commands.nothingToCancel };
  if (others.length > 0) return renderPicker('cancel', choices, locale);
  const outcome = await requestCancel(ctx, actor, {
    workflowId: only.workflow.id,
    ...(reason === undefined ? {} : { reason }),
  });
  return outcomeAnswer(outcome, 'cancel', locale);
}
