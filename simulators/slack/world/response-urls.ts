import type { Clock } from '../options.ts';
import { hex } from './ids.ts';

/** Source: Slack docs, handling user interaction: five answers within thirty minutes. */
export const RESPONSE_URL_USES = 5;
export const RESPONSE_URL_LIFE_MS = 30 * 60_000;

/** What a response_url answers: a command or a click of this person in this channel. */
export interface ResponseTarget {
  readonly userId: string;
  readonly channelId: string;
  /** The message whose button was clicked; null for commands and views. */
  readonly messageTs: string | null;
}

export interface ResponseUrls {
  /** The path's last part, to be put after `/response/`. */
  issue(target: ResponseTarget): string;
  /** Its target while it may be used, or Slack's word for why not. Does not count as a use. */
  look(id: string): { readonly target: ResponseTarget } | { readonly error: string };
  /** Counts one use. */
  use(id: string): void;
}

const KEPT = 5000;

/** The response URLs given out. */
export function createResponseUrls(clock: Clock): ResponseUrls {
  const urls = new Map<string, { readonly target: ResponseTarget; readonly at: number; uses: number }>();
  return {
    issue(target) {
      const id = hex(18);
      urls.set(id, { target, at: clock.now(), uses: 0 });
      const [oldest] = urls.keys();
      if (urls.size > KEPT && oldest !== undefined) urls.delete(oldest);
      return id;
    },
    look(id) {
      const url = urls.get(id);
      if (!url) return { error: 'no_such_url' };
      if (clock.now() - url.at > RESPONSE_URL_LIFE_MS) return { error: 'expired_url' };
      if (url.uses >= RESPONSE_URL_USES) return { error: 'used_url' };
      return { target: url.target };
    },
    use(id) {
      const url = urls.get(id);
      if (url) url.uses += 1;
    },
  };
}
