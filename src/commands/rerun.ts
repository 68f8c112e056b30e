import type { Context } from '../context.ts';
import { isFailure, isFinished } from '../domain/status.ts';
import { messages } from '../i18n/index.ts';
import { openForm } from '../launch/forms.ts';
import { requestRerun } from '../runs/change.ts';
import { isMistake } from '../views/help-mistake.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { renderPicker } from '../views/picker.ts';
import { rerunJobsModal } from '../views/rerun-jobs-modal.ts';
import { workflowChoices } from './candidates.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseTarget, type TargetWords } from './target-words.ts';

export const rerun = command({
  name: 'rerun',
  parse: (words) => parseTarget(words, ['failed', 'jobs']),
  run: rerunTarget,
});

async function rerunTarget(
  ctx: Context,
  { actor, triggerId, responseUrl }: Invocation,
  { target, options, reason }: TargetWords<'failed' | 'jobs'>,
): Promise<Reply> {
  const fromFailed = options.has('failed');
  const { locale, channelId } = actor;
  const choices = await workflowChoices(ctx, target, channelId, ({ status }) =>
    fromFailed ? isFailure(status) : isFinished(status),
  );
  if (isMistake(choices)) return choices;
  const [only, ...others] = choices;
  const { nothingFailed, nothingToRerun } = messages(locale).commands;
  if (only === undefined) return { text: fromFailed ? nothingFailed : nothingToRerun };
  if (options.has('jobs')) {
    if (others.length > 0) return renderPicker('rerunJobs', choices, locale);
    const origin = { channelId, responseUrl, workflowId: only.workflow.id };
    const form = rerunJobsModal(only.snapshot, only.workflow, origin, locale);
    await openForm(ctx, actor, triggerId, async () => ({ form }));
    return undefined;
  }
  if (others.length > 0) return renderPicker(fromFailed ? 'rerunFailed' : 'rerun', choices, locale);
  const outcome = await requestRerun(ctx, actor, {
    workflowId: only.workflow.id,
    fromFailed,
    ...(reason === undefined ? {} : { reason }),
  });
  return outcomeAnswer(outcome, 'rerun', locale);
}
