import { isJson, type Json, jsonList } from './json.ts';

const ELEMENT_TYPES_WITHOUT_ACTION = new Set(['image', 'mrkdwn', 'plain_text']);

/** The interactive elements of a block: those of `elements`, the `accessory` and the `element`, in this order. */
export function elementsOf(block: Json): readonly Json[] {
  const single = [block.accessory, block.element].filter(isJson);
  const several = block.type === 'actions' ? jsonList(block.elements) : [];
  return [...several, ...single].filter((element) => !ELEMENT_TYPES_WITHOUT_ACTION.has(String(element.type)));
}

/** The element with these ids, or undefined. */
export function findElement(
  blocks: readonly Json[],
  blockId: string,
  actionId: string,
): { readonly block: Json; readonly element: Json } | undefined {
  const block = blocks.find((one) => one.block_id === blockId);
  const element = block && elementsOf(block).find((one) => one.action_id === actionId);
  return block && element ? { block, element } : undefined;
}
