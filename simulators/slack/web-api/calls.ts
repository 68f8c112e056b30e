import type { Json } from '../json.ts';
import type { Clock } from '../options.ts';

/** One call the bot made. */
export interface Call {
  readonly method: string;
  /** As sent, nested JSON parsed, the token left out. */
  readonly args: Json;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ok: boolean;
  /** Slack's word for what was wrong, or what was done to the call on purpose (`hang`, `reset`, `resetAfter`). */
  readonly error?: string;
  /** Details of `error`, from `response_metadata.messages`. */
  readonly messages?: readonly string[];
}

export interface Calls {
  /** Oldest first; at most the last 10,000. */
  readonly list: readonly Call[];
  record(call: Omit<Call, 'at'>): void;
}

const KEPT = 10_000;

/** An empty record of calls. */
export function createCalls(clock: Clock): Calls {
  const list: Call[] = [];
  return {
    list,
    record(call) {
      list.push({ ...call, at: clock.now() });
      if (list.length > KEPT) list.splice(0, list.length - KEPT);
    },
  };
}
