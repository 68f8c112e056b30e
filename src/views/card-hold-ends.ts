import type { JobSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { slackDate } from '../i18n/format.ts';
import type { CardView } from './card-view.ts';

/** @returns when a hold that waits ends by itself, once that is in sight; the sooner end only */
export function holdEndLines(
  { snapshot, texts: { waiting } }: Pick<CardView, 'snapshot' | 'texts'>,
  workflow: Pick<WorkflowSnapshot, 'id'>,
  hold: Pick<JobSnapshot, 'id'>,
): string[] {
  const end = snapshot.holdEnds?.find(
    ({ workflowId, jobId }) => workflowId === workflow.id && jobId === hold.id,
  );
  if (end === undefined) return [];
  const { expiresAt, endsAt } = end;
  const byBot = expiresAt !== null && (endsAt === null || expiresAt < endsAt);
  const moment = slackDate((byBot ? expiresAt : endsAt) ?? '');
  if (moment === null) return [];
  return [`⌛ ${byBot ? waiting.cardExpires(moment) : waiting.cardEnds(moment)}`];
}
