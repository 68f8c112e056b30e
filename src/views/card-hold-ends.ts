import type { JobSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { waitingHolds } from '../domain/pipeline-state.ts';
import { slackDate } from '../i18n/format.ts';
import { HOLDS_SHOWN } from './card-holds.ts';
import type { CardView } from './card-view.ts';
import { inline } from './mrkdwn.ts';
import { plainLabel } from './pipeline-labels.ts';

type View = Pick<CardView, 'snapshot' | 'texts'>;

/** @returns a line for each hold of a workflow that waits and whose end is in sight */
export function holdEndLines(view: View, workflow: WorkflowSnapshot): string[] {
  return waitingHolds(workflow)
    .slice(0, HOLDS_SHOWN)
    .flatMap((hold) => holdEndLine(view, workflow, hold) ?? []);
}

/** @returns when a hold ends by itself, by the bot or by CircleCI, whichever is sooner; null while that is far */
export function holdEndLine(
  { snapshot, texts: { waiting } }: View,
  workflow: Pick<WorkflowSnapshot, 'id'>,
  hold: JobSnapshot,
): string | null {
  const end = snapshot.holdEnds?.find(
    ({ workflowId, jobId }) => workflowId === workflow.id && jobId === hold.id,
  );
  if (end === undefined) return null;
  const { expiresAt, endsAt } = end;
  const byBot = expiresAt !== null && (endsAt === null || expiresAt < endsAt);
  const moment = slackDate((byBot ? expiresAt : endsAt) ?? '');
  if (moment === null) return null;
  const name = inline(plainLabel(hold));
  return `⌛ ${byBot ? waiting.cardExpires(name, moment) : waiting.cardEnds(name, moment)}`;
}
