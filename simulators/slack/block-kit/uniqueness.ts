import { elementsOf } from '../elements.ts';
import { isJson, jsonList } from '../json.ts';
import type { Report } from './report.ts';

/** Reports a block_id used twice, an action_id used twice in a block, and more than one focused element. */
export function checkUniqueness(blocks: unknown, at: string, report: Report): void {
  const blockIds = new Set<string>();
  let focused = 0;
  if (!Array.isArray(blocks)) return;
  blocks.filter(isJson).forEach((block, index) => {
    if (typeof block.block_id === 'string') {
      if (blockIds.has(block.block_id)) {
        report.add(
          `${at}/${index}/block_id`,
          'duplicate_block_id',
          `block_id ${block.block_id} already exists`,
        );
      }
      blockIds.add(block.block_id);
    }
    const actionIds = new Set<unknown>();
    for (const element of elementsOf(block)) {
      if (element.focus_on_load === true) focused += 1;
      if (typeof element.action_id !== 'string') continue;
      if (actionIds.has(element.action_id)) {
        report.add(`${at}/${index}`, 'duplicate_action_id', `action_id ${element.action_id} already exists`);
      }
      actionIds.add(element.action_id);
    }
  });
  if (focused > 1) report.add(at, 'too_many_items', 'only one element may have focus_on_load');
}

/** All the characters a message's blocks show. */
export function countCharacters(blocks: unknown): number {
  let count = 0;
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isJson(value)) return;
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'text' && typeof inner === 'string') count += inner.length;
      else walk(inner);
    }
  };
  walk(blocks);
  return count;
}

/** Characters of all markdown blocks together. */
export function countMarkdown(blocks: unknown): number {
  return jsonList(blocks)
    .filter((block) => block.type === 'markdown' && typeof block.text === 'string')
    .reduce((sum, block) => sum + String(block.text).length, 0);
}
