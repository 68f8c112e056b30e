import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMessageBlocks } from '../../../simulators/slack/block-kit/message.ts';
import type { Json } from '../../../simulators/slack/json.ts';
import { button, section } from './support.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const long = (length: number) => 'x'.repeat(length);
const option = (text: string, value: string, more: Json = {}) => ({ text: plain(text), value, ...more });
const actions = (...elements: readonly Json[]) => ({ type: 'actions', elements });
const select = (more: Json) => actions({ type: 'static_select', action_id: 's', ...more });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));
const confirm = (more: Json = {}) => ({
  title: plain('Sure?'),
  text: plain('It goes live.'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});

/** Each limit: the largest allowed, and the first refused with its pointer. */
const limits: readonly [string, (n: number) => unknown, number, string][] = [
  ['blocks of a message', (n) => many(n, () => ({ type: 'divider' })), 50, '/blocks'],
  ['section text', (n) => [section(long(n))], 3000, '/blocks/0/text/text'],
  ['section fields', (n) => [{ type: 'section', fields: many(n, () => plain('f')) }], 10, '/blocks/0/fields'],
  [
    'section field text',
    (n) => [{ type: 'section', fields: [plain(long(n))] }],
    2000,
    '/blocks/0/fields/0/text',
  ],
  ['header', (n) => [{ type: 'header', text: plain(long(n)) }], 150, '/blocks/0/text/text'],
  ['context', (n) => [{ type: 'context', elements: many(n, () => plain('c')) }], 10, '/blocks/0/elements'],
  ['actions', (n) => [actions(...many(n, (i) => button('b', `a${i}`)))], 25, '/blocks/0/elements'],
  ['button text', (n) => [actions(button(long(n), 'a'))], 75, '/blocks/0/elements/0/text/text'],
  [
    'button value',
    (n) => [actions(button('b', 'a', { value: long(n) }))],
    2000,
    '/blocks/0/elements/0/value',
  ],
  ['action_id', (n) => [actions(button('b', long(n)))], 255, '/blocks/0/elements/0/action_id'],
  ['block_id', (n) => [{ type: 'divider', block_id: long(n) }], 255, '/blocks/0/block_id'],
  [
    'options',
    (n) => [select({ options: many(n, (i) => option('o', `${i}`)) })],
    100,
    '/blocks/0/elements/0/options',
  ],
  [
    'option text',
    (n) => [select({ options: [option(long(n), 'v')] })],
    75,
    '/blocks/0/elements/0/options/0/text/text',
  ],
  [
    'option value',
    (n) => [select({ options: [option('o', long(n))] })],
    75,
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'overflow options',
    (n) => [actions({ type: 'overflow', options: many(n, (i) => option('o', `${i}`)) })],
    5,
    '/blocks/0/elements/0/options',
  ],
  [
    'checkboxes',
    (n) => [actions({ type: 'checkboxes', options: many(n, (i) => option('o', `${i}`)) })],
    10,
    '/blocks/0/elements/0/options',
  ],
  [
    'confirm title',
    (n) => [actions(button('b', 'a', { confirm: confirm({ title: plain(long(n)) }) }))],
    100,
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'confirm text',
    (n) => [actions(button('b', 'a', { confirm: confirm({ text: plain(long(n)) }) }))],
    300,
    '/blocks/0/elements/0/confirm/text/text',
  ],
  [
    'confirm button',
    (n) => [actions(button('b', 'a', { confirm: confirm({ deny: plain(long(n)) }) }))],
    30,
    '/blocks/0/elements/0/confirm/deny/text',
  ],
  [
    'placeholder',
    (n) => [actions({ type: 'users_select', placeholder: plain(long(n)) })],
    150,
    '/blocks/0/elements/0/placeholder/text',
  ],
  ['markdown', (n) => [{ type: 'markdown', text: long(n) }], 12_000, '/blocks/0/text'],
  [
    'alt text',
    (n) => [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: long(n) }],
    2000,
    '/blocks/0/alt_text',
  ],
];

const textInput = (more: Json) => [
  { type: 'input', label: plain('l'), element: { type: 'plain_text_input', ...more } },
];

test.each([
  [{ min_length: 0, max_length: 3000 }, []],
  [{ min_length: 9, max_length: 9 }, []],
  [{ min_length: 10, max_length: 9 }, ['must not be more than max_length']],
  [{ min_length: 3001 }, ['must be from 0 to 3000']],
  [{ max_length: 0 }, ['must be from 1 to 3000']],
  [{ max_length: 3001 }, ['must be from 1 to 3000']],
  [{ max_length: 1.5 }, ['must provide a whole number']],
  [{ multiline: 'yes' }, ['must provide a boolean']],
])('a text input with %o', (more, messages) => {
  expect(checkMessageBlocks(textInput(more)).map((problem) => problem.message)).toEqual(messages);
});

describe('limits', () => {
  test.each(limits)('%s', (_name, make, max, pointer) => {
    expect(checkMessageBlocks(make(max))).toEqual([]);
    expect(checkMessageBlocks(make(max + 1)).map((problem) => problem.pointer)).toContain(pointer);
  });

  test('markdown blocks count together', () => {
    const two = [7000, 5001].map((length) => ({ type: 'markdown', text: long(length) }));
    expect(checkMessageBlocks(two)).toMatchObject([{ pointer: '/blocks' }]);
  });
});

const refused: readonly [string, unknown, string][] = [
  ['an unknown block', [{ type: 'sections' }], 'unsupported type: sections'],
  ['a block without type', [{ text: plain('a') }], 'missing required field: type'],
  ['an unknown field', [{ type: 'divider', colour: 'red' }], 'invalid additional property: colour'],
  [
    'mrkdwn in a header',
    [{ type: 'header', text: { type: 'mrkdwn', text: 'a' } }],
    'unsupported type: mrkdwn',
  ],
  ['a string for a text object', [{ type: 'section', text: 'hello' }], 'must provide an object'],
  ['a section without text', [{ type: 'section' }], 'missing required field: text or fields'],
  ['an empty text', [section('')], 'must be more than 0 characters'],
  [
    'emoji on mrkdwn',
    [{ type: 'section', text: { type: 'mrkdwn', text: 'a', emoji: true } }],
    'invalid additional property: emoji',
  ],
  ['empty actions', [actions()], 'no less than 1 items allowed'],
  [
    'a text input among actions',
    [actions({ type: 'plain_text_input' })],
    'unsupported type: plain_text_input',
  ],
  [
    'a multi-select among actions',
    [actions({ type: 'multi_users_select' })],
    'unsupported type: multi_users_select',
  ],
  [
    'a button as input',
    [{ type: 'input', label: plain('l'), element: button('b', 'a') }],
    'unsupported type: button',
  ],
  [
    'an unknown style',
    [actions(button('b', 'a', { style: 'warning' }))],
    'must be a valid enum value: primary, danger',
  ],
  ['a link that is none', [actions(button('b', 'a', { url: 'javascript:alert(1)' }))], 'must be a valid URL'],
  [
    'a confirm without deny',
    [actions(button('b', 'a', { confirm: { ...confirm(), deny: undefined } }))],
    'missing required field: deny',
  ],
  [
    'options on an external select',
    [actions({ type: 'external_select', options: [option('o', 'v')] })],
    'invalid additional property: options',
  ],
  ['a static select without options', [select({})], 'missing required field: options'],
  [
    'options and groups',
    [
      select({
        options: [option('o', 'v')],
        option_groups: [{ label: plain('g'), options: [option('o', 'v')] }],
      }),
    ],
    'only one of options and option_groups is allowed',
  ],
  [
    'an initial option that is not offered',
    [select({ options: [option('o', 'v')], initial_option: option('p', 'w') })],
    'must be one of the options',
  ],
  [
    'a day that does not exist',
    [actions({ type: 'datepicker', initial_date: '2026-02-30' })],
    'must be a valid date in the format YYYY-MM-DD',
  ],
  [
    'a block_id twice',
    [
      { type: 'divider', block_id: 'x' },
      { type: 'divider', block_id: 'x' },
    ],
    'block_id x already exists',
  ],
  [
    'an action_id twice in a block',
    [actions(button('b', 'x'), button('c', 'x'))],
    'action_id x already exists',
  ],
  ['blocks that are no list', { type: 'divider' }, 'must provide an array'],
];

test.each(refused)('refuses %s', (_name, blocks, message) => {
  expect(checkMessageBlocks(blocks).map((problem) => problem.message)).toContain(message);
});

test('accepts every kind of block and element the bot may use', () => {
  const options = [option('o', 'v', { description: plain('d') })];
  const blocks = [
    { type: 'header', text: plain('h') },
    section('*bold*', {
      accessory: {
        type: 'overflow',
        action_id: 'o',
        options: [option('o', 'v', { url: 'https://example.com' })],
      },
    }),
    section('m', {
      accessory: {
        type: 'multi_static_select',
        action_id: 'm',
        options,
        initial_options: options,
        max_selected_items: 2,
      },
    }),
    {
      type: 'context',
      elements: [
        { type: 'image', image_url: 'https://example.com/i.png', alt_text: 'i' },
        { type: 'mrkdwn', text: 'c' },
      ],
    },
    actions(
      button('b', 'b', { style: 'primary', confirm: confirm({ style: 'danger' }) }),
      {
        type: 'static_select',
        action_id: 's',
        option_groups: [{ label: plain('g'), options }],
        initial_option: options[0],
      },
      { type: 'external_select', action_id: 'e', min_query_length: 0 },
      { type: 'channels_select', action_id: 'c' },
      { type: 'conversations_select', action_id: 'v', filter: { include: ['public'] } },
      { type: 'radio_buttons', action_id: 'r', options },
      { type: 'datepicker', action_id: 'd', initial_date: '2028-02-29' },
    ),
    {
      type: 'input',
      label: plain('l'),
      element: { type: 'plain_text_input', min_length: 1, max_length: 9 },
      dispatch_action: true,
    },
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 't', style: { bold: true } }] },
      ],
    },
    { type: 'markdown', text: '# m' },
    { type: 'divider' },
  ];
  expect(checkMessageBlocks(blocks)).toEqual([]);
});

test('never throws, whatever it is given', () => {
  const type = fc.constantFrom(
    'section',
    'actions',
    'context',
    'input',
    'rich_text',
    'static_select',
    'button',
    'x',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue(),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.record(
        { type, text: tie('any'), elements: tie('any'), options: tie('any'), element: tie('any') },
        { requiredKeys: [] },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(value, (blocks) => Array.isArray(checkMessageBlocks(blocks))),
    { numRuns: 500 },
  );
});
