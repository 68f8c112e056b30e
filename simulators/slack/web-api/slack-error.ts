import type { Json } from '../json.ts';

/** A refusal in Slack's words: `{ ok: false, error, … }`. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly code: string;
  readonly details: Json;

  /** @param messages what `response_metadata.messages` says, for errors about arguments and blocks */
  constructor(code: string, messages: readonly string[] = [], details: Json = {}) {
    super(code);
    this.code = code;
    this.details = messages.length === 0 ? details : { ...details, response_metadata: { messages } };
  }
}
