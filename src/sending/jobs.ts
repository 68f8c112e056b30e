import type { JobData, SendingJob } from '../domain/job-data.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { Queue } from '../storage/queue.ts';

/** @returns the job that brings this to Slack, with its key: one waits at most, and one runs */
export function sendingJob(data: JobData[SendingJob]): { readonly name: SendingJob; readonly key: string } {
  if ('step' in data) {
    const { workflowId, jobId, channelId, step } = data;
    return { name: 'deliver-reminder', key: `${workflowId}:${jobId}:${channelId}:${step}` };
  }
  if ('kind' in data) {
    const { pipelineId, channelId, kind, about } = data;
    return { name: 'deliver-notice', key: `${pipelineId}:${channelId}:${kind}:${about}` };
  }
  return 'workflowId' in data
    ? { name: 'deliver-failure', key: `${data.workflowId}:${data.channelId}` }
    : { name: 'deliver-card', key: `${data.pipelineId}:${data.channelId}` };
}

/** Adds that job, due now. */
export async function addSending(
  queue: Pick<Queue, 'add'>,
  db: Database | Tx,
  data: JobData[SendingJob],
): Promise<void> {
  const { name, key } = sendingJob(data);
  await queue.add(db, name, data, { key });
}
