import { withdrawVote } from '../approvals/withdraw.ts';
import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { isMistake } from '../views/help-mistake.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { holdChoices } from './holds.ts';
import { parseTarget, type TargetWords } from './target-words.ts';

/** Takes back one's own vote. Only holds with one are meant, so that most often nothing has to be named. */
export const withdraw = command({
  name: 'withdraw',
  parse: (words) => parseTarget(words, []),
  run: withdrawFromTarget,
});

async function withdrawFromTarget(
  ctx: Context,
  { actor }: Invocation,
  { target }: TargetWords<never>,
): Promise<Reply> {
  const { votes } = messages(actor.locale);
  const choices = await holdChoices(ctx, target, actor.channelId);
  if (isMistake(choices)) return choices;
  const mine = choices.flatMap(({ snapshot, workflow, job }) =>
    (snapshot.votes ?? []).filter(
      ({ workflowId, jobId, slackUserId, standsFor }) =>
        workflowId === workflow.id &&
        jobId === job?.id &&
        (slackUserId === actor.userId || standsFor === actor.userId),
    ),
  );
  const [first] = mine;
  if (first === undefined) return { text: votes.nothingToWithdraw };
  if (mine.some(({ jobId }) => jobId !== first.jobId)) return { text: votes.whichWithdraw };
  const { workflowId, jobId } = first;
  return { text: votes.withdrawal[await withdrawVote(ctx, actor, { workflowId, jobId })] };
}
