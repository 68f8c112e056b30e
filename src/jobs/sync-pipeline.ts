import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { JobData } from '../domain/job-data.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { pipelineStatus } from '../domain/pipeline-state.ts';
import { endWait } from '../runs/end-wait.ts';
import { comeBackAfter, lookAgainAfter } from '../runs/look-again.ts';
import { isAwaited, reportLateTrouble } from '../runs/report.ts';
import { type SyncResult, syncPipeline } from '../runs/sync.ts';
import { subscriptionsTo } from '../subscriptions/subscriptions.ts';
import type { Job } from './job.ts';

/**
 * With CircleCI out of reach, the result that webhooks reported is shown after this many readings that failed, some 40
 * seconds, or at once when the next one is to be later than that: most pipelines have no setup workflow, and people wait
 * for the result. The card says that CircleCI could not be asked.
 */
const FAILED_READINGS = 4;
const LONG_PAUSE_SECONDS = 60;

/** Reads a pipeline from CircleCI, tells late trouble, and comes back while anything may still change. */
export const syncPipelineJob: Job<'sync-pipeline'> = {
  name: 'sync-pipeline',
  concurrency: 4,
  async run(ctx, data) {
    const result = await read(ctx, data);
    if (result === null) return;
    const { snapshot, changed } = result;
    const unchanged = changed ? 0 : data.attempt + 1;
    const seconds = lookAgainAfter(snapshot, unchanged, ctx.now());
    if (seconds !== null && (await isFollowed(ctx, snapshot))) {
      await lookAgain(ctx, { ...data, attempt: unchanged }, seconds);
    }
    // Last, so that a Slack that cannot be told does not end the readings.
    await reportLateTrouble(ctx, snapshot);
  },
};

/** @returns null when there is nothing to go on with now */
async function read(ctx: Context, data: JobData['sync-pipeline']): Promise<SyncResult | null> {
  try {
    const occasion = data.reason === 'webhook' ? 'webhook' : 'asking';
    return await syncPipeline(ctx, data.pipelineId, 'background', occasion);
  } catch (error) {
    if (!(error instanceof CircleCIError)) throw error;
    if (error.code === 'not_found') {
      ctx.log.info({ pipeline: data.pipelineId }, 'CircleCI does not know this pipeline (any more)');
      await endWait(ctx, data.pipelineId);
      return null;
    }
    // Not left to the queue's retries: they are counted, and CircleCI may be down for longer than they last.
    ctx.log.warn({ err: error, pipeline: data.pipelineId }, 'a pipeline could not be read and will be again');
    const seconds = Math.max(comeBackAfter(data.attempt), (error.retryAfterMs ?? 0) / 1000);
    if (data.attempt >= FAILED_READINGS || seconds > LONG_PAUSE_SECONDS) {
      await endWait(ctx, data.pipelineId, (stored) => pipelineStatus(stored) === 'checking');
    }
    await lookAgain(ctx, { ...data, attempt: data.attempt + 1 }, seconds);
    return null;
  }
}

function lookAgain(ctx: Context, data: JobData['sync-pipeline'], seconds: number): Promise<void> {
  // No webhook leads to the next one, but this one.
  const again = { ...data, reason: data.reason === 'webhook' ? 'again' : data.reason };
  return ctx.queue.add(ctx.db, 'sync-pipeline', again, { key: data.pipelineId, afterSeconds: seconds });
}

/** Only pipelines that somebody sees, or might, or waits to hear of are worth CircleCI's rate limit. */
async function isFollowed({ db }: Context, snapshot: PipelineSnapshot): Promise<boolean> {
  const { id, projectSlug } = snapshot;
  const [card] = await db.selectFrom('cards').select('channel_id').where('pipeline_id', '=', id).execute();
  if (card !== undefined) return true;
  return (await subscriptionsTo(db, projectSlug)).length > 0 || isAwaited(db, snapshot);
}
