import type { JobSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { changesPhrase, contextsPhrase, type PartsView, unlocksPhrase } from './approval-parts.ts';
import { type CardView, row } from './card-view.ts';

/** With more holds waiting than this, each has one line. */
const DETAILED = 2;

/** @returns what is behind a hold that waits, in a line or two; none while CircleCI has not been asked */
export function approvalLines(
  view: CardView,
  workflow: WorkflowSnapshot,
  hold: JobSnapshot,
  waiting: number,
): string[] {
  const detail = view.snapshot.holdDetails?.find(
    ({ workflowId, jobId }) => workflowId === workflow.id && jobId === hold.id,
  );
  if (detail === undefined) return [];
  const parts: PartsView = { ...view, room: { items: 4, length: waiting > DETAILED ? 120 : 200 } };
  const changes = waiting > DETAILED ? null : changesPhrase(parts, detail);
  const rest = row([unlocksPhrase(parts, detail.behind), contextsPhrase(parts, detail)]);
  return [changes, rest].filter((line) => line !== null && line !== '').map((line) => `↳ ${line}`);
}
