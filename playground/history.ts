import type { CircleCiSimulator } from '../simulators/circleci/index.ts';

/** Branches that were built before anyone looked; the default branch besides. */
const MOST_BRANCHES = 3;

/**
 * Gives every project a past: CircleCI knows a project by its pipelines, and a workspace is never new to it. Call
 * before the bot listens, so that nothing of it is told.
 */
export async function makeHistory({ projects, control }: CircleCiSimulator): Promise<void> {
  for (const { slug, branches, defaultBranch } of projects) {
    const others = [...branches].filter((branch) => branch !== defaultBranch).slice(0, MOST_BRANCHES);
    for (const branch of [...others, defaultBranch]) control.push(slug, { branch, scenario: 'success' });
  }
  await control.settle();
}
