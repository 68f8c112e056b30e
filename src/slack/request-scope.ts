import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What is known of one request of a person's while it is worked on, so that a late answer can say what is true. It
 * follows the work through every layer; outside a request nothing is noted.
 */
export interface RequestScope {
  /** The person has the answer, or a form in front of them. */
  isAnswered: boolean;
  /** What they asked for is stored as an action: it goes on whatever happens to this process. */
  isStored: boolean;
  /** What of it is under way. */
  readonly waitsFor: { circleci: number; database: number };
  /** A message that it takes longer is on its way; the answer comes after it. */
  notice: Promise<void> | null;
}

const current = new AsyncLocalStorage<RequestScope>();

export function inRequestScope<T>(scope: RequestScope, work: () => Promise<T>): Promise<T> {
  return current.run(scope, work);
}

/** @returns null outside a request */
export function requestScope(): RequestScope | null {
  return current.getStore() ?? null;
}

export function noteAnswered(): void {
  const scope = requestScope();
  if (scope !== null) scope.isAnswered = true;
}

export function noteStored(): void {
  const scope = requestScope();
  if (scope !== null) scope.isStored = true;
}

/** Call when the request begins to wait for another system. @returns to be called when that is over */
export function noteWait(system: keyof RequestScope['waitsFor']): () => void {
  const scope = requestScope();
  if (scope === null) return () => {};
  scope.waitsFor[system] += 1;
  return () => {
    scope.waitsFor[system] -= 1;
  };
}
