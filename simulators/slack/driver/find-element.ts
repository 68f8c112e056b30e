import { elementsOf } from '../elements.ts';
import { isJson, type Json, text } from '../json.ts';
import { messageText } from './message-text.ts';

export interface Found {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Json;
}

/**
 * The one element a test means.
 * @param wanted an action_id, a button's or label's text as it is shown, or `{ actionId, blockId }`
 * @throws Error listing what can be used there, when there is none or more than one
 */
export function findElementFor(
  shown: { readonly text?: string; readonly blocks: readonly Json[] },
  wanted: string | { readonly actionId?: string; readonly blockId?: string; readonly text?: string },
): Found {
  const all = shown.blocks.flatMap((block) =>
    elementsOf(block).map((element) => ({
      blockId: text(block.block_id),
      actionId: text(element.action_id),
      label: labelOf(block, element),
      element,
    })),
  );
  const matches = all.filter((one) => {
    if (typeof wanted === 'string') return one.actionId === wanted || one.label === wanted;
    return (
      (wanted.actionId === undefined || one.actionId === wanted.actionId) &&
      (wanted.blockId === undefined || one.blockId === wanted.blockId) &&
      (wanted.text === undefined || one.label === wanted.text)
    );
  });
  const [found] = matches;
  if (found && matches.length === 1) return found;
  const usable = all.map((one) => `${one.label || '(no text)'} [${one.actionId} in ${one.blockId}]`);
  throw new Error(
    `${matches.length} elements are ${JSON.stringify(wanted)}. There are: ${usable.join(', ') || 'none'}.\n` +
      `In: ${messageText(shown)}`,
  );
}

function labelOf(block: Json, element: Json): string {
  const label = element.text ?? block.label ?? element.placeholder;
  return isJson(label) ? text(label.text) : '';
}
