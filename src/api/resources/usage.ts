import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { list, maybeText, time, uuid } from './common.ts';

const Export = z.object({
  usage_export_job_id: z.string(),
  /** `created`, `processing`, `completed`, `failed`, open. */
  state: z.string(),
  start: maybeText,
  end: maybeText,
  /** Presigned; filled once completed. */
  download_urls: list(z.string()),
  error_reason: maybeText,
});

/** Usage as CSV files, made in the background. At most 10 requests an hour for one organization. Cloud only. */
export const usage = {
  startExport: endpoint({
    method: 'POST',
    path: '/organizations/{org_id}/usage_export_job',
    body: z.strictObject({ start: time, end: time, shared_org_ids: z.array(uuid).optional() }),
    response: Export,
    cloudOnly: true,
  }),
  getExport: endpoint({
    method: 'GET',
    path: '/organizations/{org_id}/usage_export_job/{usage_export_job_id}',
    response: Export,
    cloudOnly: true,
  }),
};
