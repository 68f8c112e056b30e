import { checkMessageBlocks } from '../block-kit/message.ts';
import { inSlacksWords } from '../block-kit/report.ts';
import { countCharacters } from '../block-kit/uniqueness.ts';
import { isJson, type Json, text } from '../json.ts';
import type { Content } from '../world/messages.ts';
import { withIds } from '../world/with-ids.ts';
import { checkMetadata } from './metadata.ts';
import { SlackError } from './slack-error.ts';

/** All blocks of a message together. Source: github.com/slackapi/bolt-js issue 2509, which met it near 13,200. */
export const MAX_BLOCK_CHARACTERS = 13_200;

/** Whether a message's text is too much for the method. */
export type TextLimit = (text: string) => boolean;

/** Source: Slack docs, chat.postMessage: more than 40,000 characters are cut; here they are refused. */
export const longForPost: TextLimit = (text) => text.length > 40_000;

/** Source: gitlab.com/gitlab-org/gitlab, merge request 258898: chat.update counts bytes, after escaping. */
export const longForUpdate: TextLimit = (text) =>
  Buffer.byteLength(text.replace(/&(?!amp;|lt;|gt;)/g, '&amp;')) > 4_000;

/**
 * Checks what a message would show.
 * @param args `text`, `blocks`, `metadata`, `attachments` as the bot sent them
 * @throws SlackError as Slack: `no_text`, `msg_too_long`, `invalid_blocks`, `msg_blocks_too_long`, `metadata_…`
 */
export function readContent(args: Json, isTooLong: TextLimit): Content {
  const words = text(args.text);
  if (args.text !== undefined && typeof args.text !== 'string') {
    throw new SlackError('invalid_arguments', ['[ERROR] must provide a string [json-pointer:/text]']);
  }
  if (isTooLong(words)) throw new SlackError('msg_too_long');
  refuseAttachments(args.attachments);
  const blocks = readBlocks(args.blocks);
  if (words === '' && blocks.length === 0) throw new SlackError('no_text');
  return { text: words, blocks, metadata: checkMetadata(args.metadata) };
}

function readBlocks(blocks: unknown): Content['blocks'] {
  if (blocks === undefined) return [];
  if (!Array.isArray(blocks) || !blocks.every(isJson)) throw new SlackError('invalid_blocks_format');
  const problems = checkMessageBlocks(blocks);
  if (problems.length > 0) {
    throw new SlackError('invalid_blocks', inSlacksWords(problems), {
      errors: problems.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`),
    });
  }
  if (countCharacters(blocks) > MAX_BLOCK_CHARACTERS) throw new SlackError('msg_blocks_too_long');
  return withIds(blocks);
}

/** Legacy attachments are not simulated; an empty list, which takes them away, is. */
function refuseAttachments(attachments: unknown): void {
  if (attachments === undefined || (Array.isArray(attachments) && attachments.length === 0)) return;
  throw new SlackError('invalid_attachments', ['[ERROR] this simulator shows no attachments: use blocks']);
}
