import type { Json } from '../json.ts';

/** `command`, `interactive` and `options` are answered by people's clients; events only by 2xx. */
export type RequestKind = 'command' | 'interactive' | 'options' | 'event';

export interface BotRequest {
  readonly kind: RequestKind;
  readonly payload: Json;
  /** For events delivered again: how often it failed before, and why the last time. */
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** What the bot answered, or what a person sees instead. */
export interface Acknowledgement {
  /** True when the bot acknowledged in time. */
  readonly ok: boolean;
  /** `operation_timeout`, `dispatch_failed`, `app_not_reachable` */
  readonly error?: string;
  /** HTTP status; null without an answer and over Socket Mode. */
  readonly status: number | null;
  /** Milliseconds from sending to the whole answer. */
  readonly ackMs: number;
  /** The answer's body: parsed JSON, or the text; undefined when empty. */
  readonly body?: unknown;
  /** The bot asked for no further delivery (`X-Slack-No-Retry`). */
  readonly noRetry: boolean;
}

/** How requests reach the bot: over HTTP to its URL, or over the WebSockets it opened. */
export interface Transport {
  send(request: BotRequest): Promise<Acknowledgement>;
}
