import { expect, it } from 'vitest';
import { missingFields } from '../../../playground/page/js/required.js';

const input = (id: string, parts: object = {}, element: object = {}) => ({
  type: 'input',
  block_id: id,
  element: { type: 'plain_text_input', action_id: 'a', ...element },
  ...parts,
});
const holding = (values: Record<string, unknown>) => ({ get: (blockId: string) => values[blockId] });

it('names the required inputs that hold nothing, whatever they hold it in', () => {
  const blocks = ['text', 'option', 'options', 'date', 'never'].map((id) => input(id));
  const state = holding({
    text: { type: 'plain_text_input', value: null },
    option: { type: 'external_select', selected_option: null },
    options: { type: 'checkboxes', selected_options: [] },
    date: { type: 'datepicker', selected_date: '2026-11-21' },
  });
  expect(Object.keys(missingFields(blocks, state))).toEqual(['text', 'option', 'options', 'never']);
});

it('lets optional inputs be empty, and asks a minimum length of those that are not', () => {
  const blocks = [
    input('a', { optional: true }, { min_length: 3 }),
    input('b', { optional: true }, { min_length: 3 }),
  ];
  const state = holding({
    a: { type: 'plain_text_input', value: null },
    b: { type: 'plain_text_input', value: 'xy' },
  });
  expect(missingFields(blocks, state)).toEqual({ b: 'Please write at least 3 characters.' });
});

it('asks nothing of blocks that are no inputs', () => {
  expect(missingFields([{ type: 'section', block_id: 's' }], holding({}))).toEqual({});
});
