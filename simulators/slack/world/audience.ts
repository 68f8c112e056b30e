import type { ClientEvent } from '../protocol.ts';

type Listener = (event: ClientEvent) => void;

/** Who is watching: the pages, each as one person. */
export interface Audience {
  /** @returns how to stop watching */
  watch(userId: string, listener: Listener): () => void;
  tell(userIds: Iterable<string>, event: ClientEvent): void;
}

/** An empty room. */
export function createAudience(): Audience {
  const listeners = new Map<string, Set<Listener>>();
  return {
    watch(userId, listener) {
      const mine = listeners.get(userId) ?? new Set();
      listeners.set(userId, mine);
      mine.add(listener);
      return () => void mine.delete(listener);
    },
    tell(userIds, event) {
      for (const userId of userIds) for (const listener of listeners.get(userId) ?? []) listener(event);
    },
  };
}
