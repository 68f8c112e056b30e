/**
 * The page is plain JavaScript, checked by `playground/tsconfig.page.json`; these are the types of what the unit
 * tests import of it.
 */
declare module '*/page/js/text/mrkdwn.js' {
  export type TextNode = Readonly<Record<string, unknown>> & { readonly type: string };
  export function parseMrkdwn(source: string, options?: { verbatim?: boolean }): TextNode[];
}
declare module '*/page/js/text/markdown.js' {
  export type TextNode = Readonly<Record<string, unknown>> & { readonly type: string };
  export function parseMarkdown(source: string): TextNode[];
}
declare module '*/page/js/text/slack-date.js' {
  export interface DateContext {
    readonly locale: string;
    readonly now: Date;
    readonly timeZone?: string;
  }
  export function formatSlackDate(seconds: number, format: string, context: DateContext): string;
}
declare module '*/page/js/completion.js' {
  import type { SlashCommandInfo } from '../../../../simulators/slack/protocol.ts';

  export interface Completion {
    readonly insert: string;
    readonly label: string;
    readonly usage: string;
    readonly description: string;
  }
  export function completionsFor(typed: string, commands: readonly SlashCommandInfo[]): Completion[];
  export function usageFor(typed: string, commands: readonly SlashCommandInfo[]): string | null;
  export function parseCommand(text: string): { command: string; text: string } | null;
}
declare module '*/page/js/required.js' {
  export function missingFields(
    blocks: readonly unknown[],
    state: { get(blockId: string, actionId: string): unknown },
  ): Record<string, string>;
}
