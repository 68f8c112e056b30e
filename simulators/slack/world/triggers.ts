import type { Clock } from '../options.ts';
import { hex } from './ids.ts';

/** A trigger_id opens one view within 3 seconds. Source: Slack docs, handling user interaction. */
export const TRIGGER_LIFE_MS = 3000;

interface Trigger {
  readonly userId: string;
  readonly at: number;
  used: boolean;
}

export interface Triggers {
  /** A new trigger_id for what this person just did. */
  issue(userId: string): string;
  /** The person it stands for, once; otherwise Slack's word for what is wrong with it. */
  exchange(id: string): { readonly userId: string } | { readonly error: string };
}

const KEPT = 1000;

/** The trigger_ids given out. */
export function createTriggers(clock: Clock): Triggers {
  const triggers = new Map<string, Trigger>();
  let counter = 0;
  return {
    issue(userId) {
      counter += 1;
      const id = `${clock.now()}.${counter}.${hex(16)}`;
      triggers.set(id, { userId, at: clock.now(), used: false });
      const [oldest] = triggers.keys();
      if (triggers.size > KEPT && oldest !== undefined) triggers.delete(oldest);
      return id;
    },
    exchange(id) {
      const trigger = triggers.get(id);
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (clock.now() - trigger.at > TRIGGER_LIFE_MS) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return { userId: trigger.userId };
    },
  };
}
