import type { KnownBlock } from '@slack/types';

/**
 * Slack's limits for the blocks the bot emits, told apart from the code under test.
 * Source: Slack docs, Block Kit reference.
 *
 * @returns what Slack would refuse; empty when all is well
 */
export function blockProblems(blocks: readonly KnownBlock[], maximum: number): string[] {
  const ids = blocks.map((block) => block.block_id ?? '');
  return [
    ...atMost('blocks', blocks.length, maximum),
    ...(blocks.length === 0 ? ['no blocks'] : []),
    ...(new Set(ids).size === ids.length ? [] : ['block_id used twice']),
    ...ids.flatMap((id) => lengthOf('block_id', id, 255)),
    ...blocks.flatMap(contentProblems),
  ];
}

function contentProblems(block: KnownBlock): string[] {
  switch (block.type) {
    case 'header':
      return lengthOf('header', block.text.text, 150);
    case 'section':
      return [
        ...lengthOf('section', block.text?.text ?? '', 3000),
        ...(block.accessory === undefined ? [] : elementProblems(block.accessory)),
      ];
    case 'context':
      return [
        ...atMost('context elements', block.elements.length, 10),
        ...block.elements.flatMap((part) => lengthOf('context', 'text' in part ? part.text : '', 3000)),
      ];
    case 'actions': {
      const ids = block.elements.map(({ action_id: id }) => id);
      return [
        ...atMost('actions', block.elements.length, 25),
        ...(block.elements.length === 0 ? ['no actions'] : []),
        ...(new Set(ids).size === ids.length ? [] : ['action_id used twice in a block']),
        ...block.elements.flatMap(elementProblems),
      ];
    }
    default:
      return [`unexpected block ${block.type}`];
  }
}

interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
  readonly url?: string;
  readonly accessibility_label?: string;
  readonly confirm?: {
    readonly title?: { readonly text: string };
    readonly text: { readonly text: string };
    readonly confirm?: { readonly text: string };
    readonly deny?: { readonly text: string };
  };
}

function elementProblems(element: Element): string[] {
  const { confirm } = element;
  return [
    ...(element.type === 'button' ? [] : [`unexpected element ${element.type}`]),
    ...lengthOf('action_id', element.action_id ?? '', 255),
    ...lengthOf('button text', element.text?.text ?? '', 75),
    ...(element.value === undefined ? [] : lengthOf('value', element.value, 2000)),
    ...(element.url === undefined ? [] : lengthOf('url', element.url, 3000)),
    ...(element.accessibility_label === undefined
      ? []
      : lengthOf('accessibility_label', element.accessibility_label, 75)),
    ...(confirm === undefined
      ? []
      : [
          ...lengthOf('confirm title', confirm.title?.text ?? '', 100),
          ...lengthOf('confirm text', confirm.text.text, 300),
          ...lengthOf('confirm button', confirm.confirm?.text ?? '', 30),
          ...lengthOf('deny button', confirm.deny?.text ?? '', 30),
        ]),
  ];
}

function lengthOf(what: string, text: string, maximum: number): string[] {
  if (text.trim() === '') return [`${what} is empty`];
  return text.length > maximum ? [`${what} is ${text.length} long: ${text.slice(0, 80)}`] : [];
}

function atMost(what: string, count: number, maximum: number): string[] {
  return count > maximum ? [`${count} ${what}`] : [];
}
