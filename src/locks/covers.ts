import { LONGEST_NAME, wildcardsIn } from '../domain/glob.ts';
import type { Lock } from '../domain/lock.ts';
import { matchesGlob } from '../subscriptions/globs.ts';

export interface LockedPlace {
  readonly project: string;
  readonly branch: string | null;
  readonly tag: string | null;
}

type Scope = Pick<Lock, 'project' | 'branch'>;

/** @returns true when a lock holds there. Where the branch is not known, or too long to compare, it counts as locked. */
export function covers({ project, branch }: Scope, place: LockedPlace): boolean {
  if (project === null) return true;
  if (project !== place.project) return false;
  if (branch === null) return true;
  // A pipeline of a tag runs on no branch. Source: CircleCI API v2, pipeline.vcs.
  if (place.branch === null) return place.tag === null;
  return place.branch.length > LONGEST_NAME || matchesGlob(branch, place.branch);
}

/** @returns true when both certainly hold for some branch: two people with such locks would keep each other out */
export function overlap(one: Scope, other: Scope): boolean {
  if (one.project !== other.project) return false;
  if (one.branch === null || other.branch === null || one.branch === other.branch) return true;
  return holdsFor(one.branch, other.branch) || holdsFor(other.branch, one.branch);
}

function holdsFor(pattern: string, branch: string): boolean {
  return wildcardsIn(branch) === 0 && matchesGlob(pattern, branch);
}

/** @returns true when both are the very same place */
export function isSameScope(one: Scope, other: Scope): boolean {
  return one.project === other.project && one.branch === other.branch;
}

export function isHolder(
  { teamId, userId }: Pick<Lock, 'teamId' | 'userId'>,
  person: { readonly teamId: string; readonly userId: string },
): boolean {
  return teamId === person.teamId && userId === person.userId;
}
