import type { TextFile } from './slack-api.ts';
import { SlackError } from './slack-error.ts';
import type { CallSlack } from './web-client.ts';

/**
 * See `SlackApi.uploadText`. The SDK makes the three calls that Slack asks for one after the other.
 * Source: Slack docs, files.getUploadURLExternal and files.completeUploadExternal.
 */
export async function uploadText(call: CallSlack, file: TextFile): Promise<void> {
  if (file.content === '') throw new SlackError('refused', 'files.uploadV2', { slackCode: 'empty_file' });
  await call('files.uploadV2', async (slack) => {
    const result = await slack.filesUploadV2({
      channel_id: file.channel,
      thread_ts: file.threadTs,
      filename: file.filename,
      title: file.title,
      content: file.content,
      snippet_type: 'text',
    });
    return result;
  });
}
