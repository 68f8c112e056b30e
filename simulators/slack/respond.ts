import { isJson, type Json, text } from './json.ts';
import { longForPost, readContent } from './web-api/content.ts';
import { SlackError } from './web-api/slack-error.ts';
import type { Message } from './world/messages.ts';
import type { ResponseTarget } from './world/response-urls.ts';
import { addMessage, changeMessage, removeMessage } from './world/speak.ts';
import type { World } from './world/world.ts';

const FIELDS = new Set([
  'text',
  'blocks',
  'attachments',
  'metadata',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
  'link_names',
]);

/**
 * Does what an answer to a command or a response_url asks for.
 * Source: Slack docs, handling user interaction: only the person sees it unless `in_channel`;
 * `replace_original` and `delete_original` change the message whose button was clicked.
 * @throws SlackError for what Slack refuses
 */
export function respond(world: World, target: ResponseTarget, body: unknown): void {
  const answer = readAnswer(body);
  const original =
    target.messageTs === null ? undefined : world.messages.find(target.channelId, target.messageTs);
  if (answer.delete_original === true) {
    deleteOriginal(world, original);
    return;
  }
  const content = readContent(answer, longForPost);
  if (answer.replace_original === true && original) {
    changeMessage(world, original, { ...content, metadata: content.metadata ?? original.metadata });
    return;
  }
  const threadTs = text(answer.thread_ts) || null;
  addMessage(world, {
    ...content,
    channel: target.channelId,
    user: world.settings.bot.userId,
    threadTs,
    ephemeralFor: answer.response_type === 'in_channel' ? null : target.userId,
  });
}

function readAnswer(body: unknown): Json {
  if (typeof body === 'string') return { text: body };
  if (!isJson(body)) throw new SlackError('invalid_payload');
  const unknown = Object.keys(body).filter((name) => !FIELDS.has(name));
  if (unknown.length > 0) {
    throw new SlackError('invalid_payload', [`[ERROR] unknown fields: ${unknown.join(', ')}`]);
  }
  const kind = body.response_type;
  if (kind !== undefined && kind !== 'in_channel' && kind !== 'ephemeral') {
    throw new SlackError('invalid_payload', ['[ERROR] response_type must be in_channel or ephemeral']);
  }
  return body;
}

function deleteOriginal(world: World, original: Message | undefined): void {
  if (!original) throw new SlackError('message_not_found');
  removeMessage(world, original);
}
