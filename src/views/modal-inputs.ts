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
  const initial = chosen.length === 0 ? {} : { initial_options: chosen };
  return optionalInput(id, label, hint, { type: 'checkboxes', action_id: id, options, ...initial });
}

/** Slack's limit for a text input. Source: @slack/types, plain_text_input. */
export const LONGEST_TEXT = 3000;

/** A line of text as it would be typed; nothing when it is left empty. */
export function textInput(
  id: string,
  label: string,
  value: string,
  placeholder: string,
  hint?: string,
): InputBlock {
  return optionalInput(id, label, hint, {
    type: 'plain_text_input',
    action_id: id,
    max_length: LONGEST_TEXT,
    placeholder: plainText(placeholder, 150),
    ...(value === '' ? {} : { initial_value: value }),
  });
}

function optionalInput(
  id: string,
  label: string,
  hint: string | undefined,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    optional: true,
    label: plainText(label, 2000),
    ...(hint === undefined ? {} : { hint: plainText(hint, 2000) }),
    element,
  };
}

export function option(text: string, value: string): PlainTextOption {
  return { text: plainText(text, 75), value };
}
