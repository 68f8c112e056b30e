import { describe, expect, test } from 'vitest';
import { withDefaults } from '../../../simulators/slack/defaults.ts';
import type { Json } from '../../../simulators/slack/json.ts';
import { collectState, missingInputs } from '../../../simulators/slack/people/collect-state.ts';
import { createWorld } from '../../../simulators/slack/world/world.ts';
import { ADA, BEN, DEPLOYS } from './support.ts';

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });
const options = [option('a'), option('b')];
const block = (element: Json, more: Json = {}) => ({
  type: 'input',
  block_id: 'b',
  element: { action_id: 'a', ...element },
  ...more,
});

/** What the bot would get for one element with this state; the error's code when nobody could enter it. */
function entered(element: Json, state: Json): unknown {
  const world = createWorld(withDefaults({}));
  const ada = world.people.get(ADA);
  if (!ada) throw new Error('no Ada');
  try {
    return collectState(world, ada, [block(element)], { b: { a: { type: String(element.type), ...state } } })
      .b?.a;
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

const accepted: readonly [Json, Json][] = [
  [{ type: 'plain_text_input' }, { value: 'x'.repeat(3000) }],
  [{ type: 'plain_text_input', max_length: 2 }, { value: 'xx' }],
  [{ type: 'datepicker' }, { selected_date: '2026-12-01' }],
  [{ type: 'users_select' }, { selected_user: BEN }],
  [{ type: 'channels_select' }, { selected_channel: DEPLOYS }],
  [{ type: 'multi_users_select', max_selected_items: 2 }, { selected_users: [ADA, BEN] }],
  [{ type: 'multi_channels_select' }, { selected_channels: [DEPLOYS] }],
  [{ type: 'multi_conversations_select' }, { selected_conversations: [] }],
  [{ type: 'radio_buttons', options }, { selected_option: options[1] }],
  [{ type: 'checkboxes', options }, { selected_options: options }],
  [{ type: 'multi_static_select', option_groups: [{ options }] }, { selected_options: [options[0]] }],
];

test.each(accepted)('%o takes %o', (element, state) => {
  expect(entered(element, state)).toEqual({ type: element.type, ...state });
});

const refused: readonly [Json, Json][] = [
  [{ type: 'plain_text_input' }, { value: 'x'.repeat(3001) }],
  [{ type: 'plain_text_input', max_length: 2 }, { value: 'xxx' }],
  [{ type: 'plain_text_input' }, { value: 7 }],
  [{ type: 'datepicker' }, { selected_date: 'tomorrow' }],
  [{ type: 'users_select' }, { selected_user: 'U0NOBODY' }],
  [{ type: 'users_select' }, { selected_user: [BEN] }],
  [{ type: 'channels_select' }, { selected_channel: 'C0NOWHERE' }],
  [{ type: 'multi_users_select' }, { selected_users: [BEN, 'U0NOBODY'] }],
  [{ type: 'multi_users_select', max_selected_items: 1 }, { selected_users: [ADA, BEN] }],
  [{ type: 'multi_static_select', options, max_selected_items: 1 }, { selected_options: options }],
  [{ type: 'static_select', options }, { selected_option: option('c') }],
  [
    { type: 'static_select', options },
    { type: 'radio_buttons', selected_option: options[0] },
  ],
];

test.each(refused)('%o refuses %o', (element, state) => {
  expect(entered(element, state)).toBe('invalid_state');
});

test('an option is the block’s own, whatever the page says it reads', () => {
  const forged = { ...options[0], text: { type: 'plain_text', text: 'harmless' } };
  expect(entered({ type: 'static_select', options }, { selected_option: forged })).toEqual({
    type: 'static_select',
    selected_option: options[0],
  });
});

describe('what a modal still misses', () => {
  const missing = (element: Json, state: Json, more: Json = {}) =>
    Object.keys(
      missingInputs([block(element, more)], { b: { a: { type: String(element.type), ...state } } }),
    );

  test.each<[Json, Json]>([
    [{ type: 'plain_text_input' }, { value: null }],
    [{ type: 'static_select' }, { selected_option: null }],
    [{ type: 'checkboxes' }, { selected_options: [] }],
    [{ type: 'multi_users_select' }, { selected_users: [] }],
    [{ type: 'plain_text_input', min_length: 3 }, { value: 'xx' }],
  ])('%o with %o', (element, state) => {
    expect(missing(element, state)).toEqual(['b']);
    expect(missing({ ...element, min_length: undefined }, state, { optional: true })).toEqual([]);
  });

  test.each<[Json, Json]>([
    [{ type: 'plain_text_input', min_length: 3 }, { value: 'xxx' }],
    [{ type: 'checkboxes' }, { selected_options: [options[0]] }],
  ])('not %o with %o', (element, state) => {
    expect(missing(element, state)).toEqual([]);
  });
});
