import type { KnownBlock } from '@slack/types';

/** @returns blocks as a person reads them, one element a line, with all that can be clicked and what it carries */
export function readable(blocks: readonly KnownBlock[]): string {
  return blocks.map((block) => lines(block).join('\n')).join('\n\n');
}

function lines(block: KnownBlock): string[] {
  switch (block.type) {
    case 'header':
      return [`# ${block.text.text}`];
    case 'section': {
      const accessory = block.accessory === undefined ? [] : element(block.accessory);
      return [...(block.text?.text.split('\n') ?? []), ...accessory];
    }
    case 'context':
      return block.elements.map((part) => `(${'text' in part ? part.text : part.type})`);
    case 'actions':
      return block.elements.flatMap(element);
    default:
      throw new Error(`No readable form for a ${block.type} block yet.`);
  }
}

/** Widest first: whatever an element has that a person sees or a click carries. */
interface Shown {
  readonly type: string;
  readonly action_id?: string;
  readonly text?: { readonly text: string };
  readonly accessibility_label?: string;
  readonly style?: string;
  readonly url?: string;
  readonly value?: string;
  readonly confirm?: {
    readonly title?: { readonly text: string };
    readonly text: { readonly text: string };
    readonly confirm?: { readonly text: string };
    readonly deny?: { readonly text: string };
  };
}

function element(shown: Shown): string[] {
  const { text, style, accessibility_label: label, confirm } = shown;
  const about = [shown.action_id, style, shown.url, shown.value].filter((part) => part !== undefined);
  return [
    `[ ${text?.text ?? shown.type} ] ${about.join(' ')}`,
    ...(label === undefined ? [] : [`    says: ${label}`]),
    ...(confirm === undefined
      ? []
      : [
          `    asks: ${confirm.title?.text} ${confirm.text.text}`,
          `    then: [ ${confirm.confirm?.text} ] [ ${confirm.deny?.text} ]`,
        ]),
  ];
}
