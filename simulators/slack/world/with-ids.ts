import { elementsOf } from '../elements.ts';
import { isJson, type Json, jsonList } from '../json.ts';
import type { Block } from '../protocol.ts';
import { shortId } from './ids.ts';

/**
 * @param blocks checked Block Kit
 * @returns the same with a made-up block_id and action_id wherever the app gave none, as Slack does
 */
export function withIds(blocks: unknown): readonly Block[] {
  return jsonList(blocks).map((block) => {
    const interactive = new Set(elementsOf(block));
    const fill = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(fill);
      return isJson(value) && interactive.has(value) ? withActionId(value) : value;
    };
    const filled = Object.fromEntries(Object.entries(block).map(([name, value]) => [name, fill(value)]));
    return { ...filled, type: String(block.type), block_id: block.block_id ?? shortId() };
  });
}

function withActionId(element: Json): Json {
  return { ...element, action_id: element.action_id ?? shortId() };
}
