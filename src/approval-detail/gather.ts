import type { Context } from '../context.ts';
import type { HoldDetail } from '../domain/approval-detail.ts';
import type { JobData } from '../domain/job-data.ts';
import type { JobSnapshot } from '../domain/pipeline.ts';
import { waitingHolds } from '../domain/pipeline-state.ts';
import { cardStanding } from '../failures/card-standing.ts';
import { refreshCards } from '../notifications/follow.ts';
import { lockPipelines } from '../pipelines/lock.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { transact } from '../storage/transact.ts';
import { readDetails } from './read.ts';
import { saveDetail, wantedDetails } from './store.ts';

type GatherContext = Pick<Context, 'circleci' | 'config' | 'db' | 'queue' | 'log' | 'now'>;

/** When what CircleCI did not give is asked for again, in seconds; after the last one the gap stays. */
const ASK_AGAIN_AFTER = [10, 60, 300];
/** The wait for the card doubles from this, in seconds, up to a minute; some 20 minutes in all. */
const FIRST_WAIT = 0.25;
const LONGEST_WAIT = 60;
const MOST_WAITS = 28;

/**
 * Asks CircleCI what is behind the holds of a workflow, once their card is out: who waits for the card must not wait
 * for this. Runs as a job, one at a time per workflow; again changes nothing but gaps.
 */
export async function gatherApproval(ctx: GatherContext, data: JobData['gather-approval']): Promise<void> {
  const wanted = await wantedDetails(ctx.db, data.workflowId);
  const snapshot = await loadSnapshot(ctx, ctx.db, data.pipelineId);
  const workflow = snapshot?.workflows.find(({ id }) => id === data.workflowId);
  if (snapshot === null || workflow === undefined) return;
  const holds = waitingHolds(workflow).filter((hold) => isWanted(wanted, hold));
  if (holds.length === 0) return;
  const standing = await cardStanding(ctx, snapshot);
  if (standing === 'none') return;
  if (standing === 'coming' && data.waits < MOST_WAITS) {
    const afterSeconds = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** data.waits);
    await again(ctx, { ...data, waits: data.waits + 1 }, afterSeconds);
    return;
  }
  const { details, reader } = await readDetails(ctx, snapshot, workflow, holds, { priority: 'background' });
  await storeDetails(ctx, data.pipelineId, details);
  const pause = ASK_AGAIN_AFTER[data.attempt];
  if (!reader.mayAskAgain || pause === undefined) return;
  await again(ctx, { ...data, attempt: data.attempt + 1 }, Math.max(pause, reader.waitMs / 1000));
}

/** Keeps what was read, and has the cards show it. */
export async function storeDetails(
  ctx: Pick<Context, 'db' | 'queue' | 'now'>,
  pipelineId: string,
  details: readonly HoldDetail[],
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    // A new row waits for whoever has the pipeline's; they may be about to make the very same row.
    await lockPipelines(tx, [pipelineId]);
    // In one order, whoever stores: two who do it at once must not wait for each other's rows.
    for (const detail of details.toSorted((a, b) => (a.jobId < b.jobId ? -1 : 1))) {
      const { workflowId, jobId } = detail;
      await saveDetail(tx, { pipelineId, workflowId, jobId }, detail, ctx.now());
    }
    await refreshCards(ctx, tx, pipelineId);
  });
}

function isWanted(wanted: ReadonlyMap<string, HoldDetail | null>, { id }: JobSnapshot): boolean {
  const known = wanted.get(id);
  return known !== undefined && !isComplete(known);
}

function isComplete(detail: HoldDetail | null): boolean {
  return detail !== null && detail.behind !== null && detail.changes !== null && detail.contexts !== null;
}

async function again(
  { queue, db }: GatherContext,
  data: JobData['gather-approval'],
  afterSeconds: number,
): Promise<void> {
  await queue.add(db, 'gather-approval', data, { key: data.workflowId, afterSeconds });
}
