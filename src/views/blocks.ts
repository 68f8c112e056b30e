import { createHash } from 'node:crypto';
import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import type { ActionId } from './action-ids.ts';
import { oneLine, safeUrl, shorten } from './mrkdwn.ts';

/** Block Kit in the few forms the bot uses, each within Slack's limits. Source: Slack docs, Block Kit reference. */
export const LIMITS = { messageBlocks: 50, viewBlocks: 100, text: 3000, header: 150, button: 75 } as const;

/** `verbatim`, so that Slack makes no mention, channel or link of words that came from outside. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** @param text any text; cleaned and shortened here. Slack refuses an empty one, so that becomes a dash. */
export function plainText(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(oneLine(text), max) || '–', emoji: false };
}

/** @param lines mrkdwn; from the first that does not fit on, they are left out */
export function section(lines: readonly string[], accessory?: Button | null): SectionBlock {
  const text = mrkdwn(joinWithin(lines, LIMITS.text));
  return accessory === undefined || accessory === null
    ? { type: 'section', text }
    : { type: 'section', text, accessory };
}

/** @param lines mrkdwn; from the first that does not fit on, they are left out */
export function context(lines: readonly string[]): ContextBlock {
  return { type: 'context', elements: [mrkdwn(joinWithin(lines, LIMITS.text))] };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, LIMITS.header) };
}

export function actions(elements: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}

export interface ButtonOptions {
  readonly action: ActionId;
  readonly text: string;
  readonly value: string;
  /** What a screen reader says instead of the text. */
  readonly label?: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: ConfirmationDialog;
}

export function button({ action, text, value, label, style, confirm }: ButtonOptions): Button {
  return {
    type: 'button',
    action_id: action,
    text: plainText(text, LIMITS.button),
    value,
    ...(label === undefined ? {} : { accessibility_label: shorten(oneLine(label), LIMITS.button) }),
    ...(style === undefined ? {} : { style }),
    ...(confirm === undefined ? {} : { confirm }),
  };
}

/** @returns a button that opens an address, or null when the address is none */
export function linkButton(action: ActionId, text: string, url: string | null): Button | null {
  const safe = url === null ? null : safeUrl(url);
  if (safe === null) return null;
  return { type: 'button', action_id: action, text: plainText(text, LIMITS.button), url: safe };
}

export interface ConfirmOptions {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
  readonly style?: 'primary' | 'danger';
}

export function confirmDialog({ title, text, confirm, deny, style }: ConfirmOptions): ConfirmationDialog {
  return {
    title: plainText(title, 100),
    text: plainText(text, 300),
    confirm: plainText(confirm, 30),
    deny: plainText(deny, 30),
    ...(style === undefined ? {} : { style }),
  };
}

/**
 * Gives every block an id that is unique in its message and changes with its content, as Slack asks for when a
 * message is updated. Source: Slack docs, Block Kit, `block_id`.
 *
 * @param scope what the blocks belong to, such as a pipeline's id
 */
export function withBlockIds(scope: string, blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.map((block, index) => ({
    ...block,
    block_id: `${index}-${shortHash(`${scope} ${JSON.stringify(block)}`)}`,
  }));
}

/** @returns 16 hexadecimal digits that stand for the text */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** @returns the lines joined, as many from the first on as fit into `max` UTF-16 units */
export function joinWithin(lines: readonly string[], max: number): string {
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`;
    if (longer.length > max) break;
    text = longer;
  }
  return text;
}
