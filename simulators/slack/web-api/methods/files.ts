import { isJson, jsonList, text } from '../../json.ts';
import type { StoredFile } from '../../world/files.ts';
import { addMessage } from '../../world/speak.ts';
import type { World } from '../../world/world.ts';
import { type Method, may, need } from '../method.ts';
import { findThread, findWritableChannel } from '../places.ts';
import { SlackError } from '../slack-error.ts';

/** Slack's own limit is 1 GB; this simulator keeps files in memory. */
const MAX_LENGTH = 16 * 1024 * 1024;

/** Source: Slack docs, files.getUploadURLExternal: where the bytes go, and the id to share them by. */
export const getUploadURLExternal: Method = {
  limit: 'tier4',
  token: 'bot',
  scopes: ['files:write'],
  arguments: {
    filename: need('string'),
    length: need('integer'),
    snippet_type: may('string'),
    alt_txt: may('string'),
    alt_text: may('string'),
  },
  run(world, args, site) {
    const length = Number(args.length);
    if (length < 1 || length > MAX_LENGTH) {
      throw new SlackError('invalid_arguments', ['[ERROR] length out of range [json-pointer:/length]']);
    }
    const file = world.files.announce(text(args.filename), length);
    return { upload_url: `${site.url}/upload/${file.ticket}`, file_id: file.id };
  },
};

/**
 * Source: Slack docs, files.completeUploadExternal: files whose bytes were sent are shared in one message, in a
 * thread when there is `thread_ts`. Chosen here, because Slack's page does not say: a file without bytes, or shared
 * before, is `file_not_found`; one channel only.
 */
export const completeUploadExternal: Method = {
  limit: 'tier4',
  token: 'bot',
  scopes: ['files:write'],
  arguments: {
    files: need('json'),
    channel_id: may('string'),
    thread_ts: may('string'),
    initial_comment: may('string'),
  },
  run(world, args) {
    const wanted = wantedFiles(world, args.files);
    if (args.channel_id !== undefined) {
      const channel = findWritableChannel(world, { channel: args.channel_id });
      const threadTs = findThread(world, channel, args.thread_ts);
      addMessage(world, {
        channel: channel.id,
        user: world.settings.bot.userId,
        text: text(args.initial_comment),
        blocks: [],
        threadTs,
        files: wanted.map(({ file, title }) => ({
          id: file.id,
          name: file.name,
          title,
          size: file.length,
        })),
      });
      for (const { file } of wanted) file.sharedIn = [channel.id];
    }
    return { files: wanted.map(({ file, title }) => ({ id: file.id, title })) };
  },
};

function wantedFiles(world: World, given: unknown): { file: StoredFile; title: string }[] {
  const list = jsonList(given);
  if (!Array.isArray(given) || list.length === 0 || !given.every(isJson)) {
    throw new SlackError('invalid_arguments', ['[ERROR] must be a list of files [json-pointer:/files]']);
  }
  return list.map(({ id, title }) => {
    const file = world.files.find(text(id));
    if (file === undefined || file.bytes === null || file.sharedIn.length > 0) {
      throw new SlackError('file_not_found');
    }
    return { file, title: text(title) || file.name };
  });
}
