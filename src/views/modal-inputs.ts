import type { InputBlock, PlainTextOption } from '@slack/types';
import { plainText } from './blocks.ts';

/** Inputs of forms, of which each is a block with one element of the same id. */

/** Slack refuses an empty list of ticked boxes, so that is left out. */
export function checkboxes(
  id: string,
  label: string,
  options: PlainTextOption[],
  chosen: PlainTextOption[],
  hint?: string,
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plainText(label, 2000),
    ...(hint === undefined ? {} : { hint: plainText(hint, 2000) }),
    element: {
      type: 'checkboxes',
      action_id: id,
      options,
      ...(chosen.length === 0 ? {} : { initial_options: chosen }),
    },
  };
}

export function option(text: string, value: string): PlainTextOption {
  return { text: plainText(text, 75), value };
}
