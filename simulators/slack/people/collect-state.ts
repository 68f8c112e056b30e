import { elementsOf } from '../elements.ts';
import { type Json, text } from '../json.ts';
import type { ElementState, ViewState } from '../protocol.ts';
import type { User } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { initialState, isEmpty } from './empty-state.ts';
import { readState } from './read-state.ts';

type Values = Record<string, Record<string, ElementState>>;

/**
 * `state.values` as Slack sends it: every stateful element of the blocks, touched or not. What `given` says of
 * elements that are not there (any more) is left out.
 * @throws BadInput `invalid_state`
 */
export function collectState(
  world: World,
  user: User,
  blocks: readonly Json[],
  given: Readonly<Record<string, Readonly<Record<string, Json>>>>,
): ViewState {
  const values: Values = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const untouched = initialState(element);
      if (!untouched) continue;
      const [blockId, actionId] = [text(block.block_id), text(element.action_id)];
      const entered = given[blockId]?.[actionId];
      const state = entered ? readState(world, user, block, element, entered) : untouched;
      values[blockId] = { ...values[blockId], [actionId]: state };
    }
  }
  return values;
}

/** What the client itself complains about before it sends a modal: message per block_id. */
export function missingInputs(blocks: readonly Json[], values: ViewState): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const block of blocks.filter((one) => one.type === 'input')) {
    const blockId = text(block.block_id);
    const [element] = elementsOf(block);
    const state = values[blockId]?.[text(element?.action_id)];
    if (!state || !element) continue;
    if (isEmpty(state)) {
      if (block.optional !== true) errors[blockId] = 'Please complete this required field.';
    } else if (typeof state.value === 'string' && state.value.length < Number(element.min_length ?? 0)) {
      errors[blockId] = `Please enter at least ${element.min_length} characters.`;
    }
  }
  return errors;
}
