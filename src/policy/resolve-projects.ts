import type { Policy } from '../domain/policy.ts';
import type { Logger } from '../telemetry/log.ts';
import { failClosed, slugsInRules } from './project-names.ts';

/** Which of the projects that the rules name are known by now. */
export interface ProjectNames {
  /** Other rules are in force. What was resolved before is not asked again. */
  follow(policy: Policy): void;
  resolveWith(resolve: (slug: string) => Promise<boolean>): Promise<void>;
  /** Asks about all that are not resolved yet. */
  resolveAll(): Promise<void>;
  /** @returns the rules as they count now */
  closed(policy: Policy): Policy;
}

/** CircleCI could not be asked: again after this long. */
const AGAIN_AFTER_MS = 15_000;

export function createProjectNames(log: Logger): ProjectNames {
  let unresolved = new Set<string>();
  const resolved = new Set<string>();
  let resolve: ((slug: string) => Promise<boolean>) | null = null;
  let askAgainAt = 0;
  let isAsking = false;
  // One object for as long as nothing changes: the rules are indexed by it.
  let made: { readonly from: Policy; readonly policy: Policy } | null = null;

  async function resolveAll(): Promise<void> {
    if (isAsking || performance.now() < askAgainAt) return;
    isAsking = true;
    try {
      await askEach([...unresolved]);
    } finally {
      isAsking = false;
    }
  }

  async function askEach(slugs: readonly string[]): Promise<void> {
    if (resolve === null) return;
    for (const slug of slugs) {
      try {
        if (!(await resolve(slug))) {
          log.warn(
            { project: slug },
            'the policy names a project that CircleCI does not know; the name matches nothing',
          );
        }
      } catch (error) {
        log.warn(
          { err: error, project: slug },
          'CircleCI cannot be asked which project the policy names; until then its rules fail closed',
        );
        askAgainAt = performance.now() + AGAIN_AFTER_MS;
        return;
      }
      resolved.add(slug);
      unresolved.delete(slug);
      made = null;
    }
  }

  return {
    follow(policy) {
      unresolved = new Set(slugsInRules(policy).filter((slug) => !resolved.has(slug)));
      made = null;
      askAgainAt = 0;
    },
    async resolveWith(ask) {
      resolve = ask;
      await resolveAll();
    },
    resolveAll,
    closed(policy) {
      if (made?.from !== policy) made = { from: policy, policy: failClosed(policy, unresolved) };
      return made.policy;
    },
  };
}
