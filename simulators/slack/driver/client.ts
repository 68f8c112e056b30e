import { performance } from 'node:perf_hooks';
import type { Bootstrap } from '../protocol.ts';
import { describe, type Traffic } from './describe.ts';
import { createClientHttp } from './http.ts';
import { createPerson, type Person } from './person.ts';

export interface WaitOptions {
  /** 5000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** What is waited for, for the error. */
  readonly what?: string;
}

/** People and patience, for tests. */
export interface SlackClient {
  /** @param userId of someone in the simulator's workspace */
  as(userId: string): Person;
  /**
   * Looks again and again until there is something to see.
   * @param look returns what was waited for, or a falsy value to look again; what it throws ends the wait
   * @throws Error with everything that was there instead, after `timeoutMs`
   */
  waitFor<T>(look: () => T | Promise<T>, options?: WaitOptions): Promise<Exclude<T, Falsy>>;
}

type Falsy = null | undefined | false | 0 | '';

const LOOK_EVERY_MS = 20;

/** A driver for the simulator at `url()`, over the same HTTP the page uses. */
export function createClient(url: () => string, traffic: Traffic): SlackClient {
  const http = createClientHttp(url);
  const seen = new Set<string>();

  const whatWasThere = async (): Promise<string> => {
    const shown = new Map<string, Bootstrap>();
    for (const user of seen) shown.set(user, await http.bootstrap(user));
    return describe(shown, traffic);
  };

  return {
    as(userId) {
      seen.add(userId);
      return createPerson(http, userId);
    },
    async waitFor<T>(
      look: () => T | Promise<T>,
      { timeoutMs = 5000, what = String(look) }: WaitOptions = {},
    ) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const found = await look();
        if (found) return found as Exclude<T, Falsy>;
        if (performance.now() >= deadline) break;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
      throw new Error(`Waited ${timeoutMs} ms in vain for: ${what}\n${await whatWasThere()}`);
    },
  };
}
