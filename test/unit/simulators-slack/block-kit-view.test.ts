import { expect, test } from 'vitest';
import { checkOptions } from '../../../simulators/slack/block-kit/options.ts';
import { checkView } from '../../../simulators/slack/block-kit/view.ts';
import type { Json } from '../../../simulators/slack/json.ts';
import { section } from './support.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const modal = (more: Json = {}) => ({ type: 'modal', title: plain('Run'), blocks: [section('s')], ...more });
const input = { type: 'input', label: plain('l'), element: { type: 'plain_text_input' } };
const words = (view: unknown, kind: 'modal' | 'home' = 'modal') =>
  checkView(view, kind).map(({ pointer, message }) => `${message} ${pointer}`);

test('accepts a modal and a Home tab', () => {
  expect(
    words(modal({ submit: plain('Go'), close: plain('No'), blocks: [input], notify_on_close: true })),
  ).toEqual([]);
  expect(words({ type: 'home', blocks: [section('s')] }, 'home')).toEqual([]);
});

test.each([
  ['title', 24],
  ['submit', 24],
  ['close', 24],
])('%s of at most %i characters', (field, max) => {
  expect(words(modal({ [field]: plain('x'.repeat(max)) }))).toEqual([]);
  expect(words(modal({ [field]: plain('x'.repeat(max + 1)) }))).toEqual([
    `must be less than ${max + 1} characters /view/${field}/text`,
  ]);
});

test.each([
  ['private_metadata', 3000],
  ['callback_id', 255],
  ['external_id', 255],
])('%s of at most %i characters', (field, max) => {
  expect(words(modal({ [field]: 'x'.repeat(max) }))).toEqual([]);
  expect(words(modal({ [field]: 'x'.repeat(max + 1) }))).toEqual([
    `must be less than ${max + 1} characters /view/${field}`,
  ]);
});

test('at most 100 blocks', () => {
  const blocks = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }));
  expect(words(modal({ blocks: blocks(100) }))).toEqual([]);
  expect(words(modal({ blocks: blocks(101) }))).toEqual(['no more than 100 items allowed /view/blocks']);
});

test.each([
  ['an input without submit', modal({ blocks: [input] }), 'missing required field: submit /view'],
  ['no title', { type: 'modal', blocks: [] }, 'missing required field: title /view'],
  [
    'mrkdwn as title',
    modal({ title: { type: 'mrkdwn', text: 'x' } }),
    'unsupported type: mrkdwn /view/title',
  ],
  [
    'a markdown block',
    modal({ blocks: [{ type: 'markdown', text: 'm' }] }),
    'unsupported type: markdown /view/blocks/0',
  ],
  ['a home view', { type: 'home', blocks: [] }, 'must be a valid enum value: modal /view/type'],
  [
    'two focused inputs',
    modal({
      submit: plain('Go'),
      blocks: [1, 2].map(() => ({ ...input, element: { type: 'plain_text_input', focus_on_load: true } })),
    }),
    'only one element may have focus_on_load /view/blocks',
  ],
])('refuses %s in views.open', (_name, view, problem) => {
  expect(words(view)).toContain(problem);
});

test('a Home tab has no title', () => {
  expect(words({ type: 'home', title: plain('x'), blocks: [] }, 'home')).toEqual([
    'invalid additional property: title /view',
  ]);
});

test('options for a typeahead: at most 100, either flat or in groups', () => {
  const options = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ text: plain('o'), value: `${i}` }));
  expect(checkOptions({ options: options(100) })).toEqual([]);
  expect(checkOptions({ options: [] })).toEqual([]);
  expect(checkOptions({ option_groups: [{ label: plain('g'), options: options(1) }] })).toEqual([]);
  expect(checkOptions({ options: options(101) })).toHaveLength(1);
  expect(checkOptions({})).toHaveLength(1);
  expect(checkOptions(undefined)).toHaveLength(1);
});
