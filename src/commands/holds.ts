import { listHolds } from '../approvals/holds.ts';
import type { Context } from '../context.ts';
import type { CircleCiUrl } from '../domain/circleci-url.ts';
import { findTarget } from '../runs/lookup.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import type { Choice } from '../views/picker.ts';
import { pipelinesFor } from './candidates.ts';
import { defaultProject } from './default-project.ts';
import type { Target } from './target-words.ts';

/** @returns the holds that a target may mean; for a link, after CircleCI was asked */
export async function holdChoices(
  ctx: Context,
  target: Target,
  channelId: string | null,
): Promise<readonly Choice[] | Mistake> {
  if (target.kind === 'link') return holdsOfLink(ctx, target.url, target.text);
  const nearby = await holdsNearby(ctx, channelId);
  if (target.kind !== 'number') return nearby;
  const found = nearby.filter(({ snapshot }) => snapshot.number === target.number);
  if (found.length > 0) return found;
  // A pipeline where nothing waits is something else than none.
  const pipelines = await pipelinesFor(ctx, target, channelId);
  return isMistake(pipelines) ? pipelines : [];
}

/** @returns how an answer calls what a person named, as mrkdwn; null when they named nothing */
export function targetText(target: Target): string | null {
  if (target.kind === 'channel') return null;
  return target.kind === 'number' ? `#${target.number}` : code(shorten(target.text, 120));
}

async function holdsOfLink(
  ctx: Context,
  url: CircleCiUrl,
  text: string,
): Promise<readonly Choice[] | Mistake> {
  const { slug, workflowId } = url;
  if (workflowId !== undefined) return ofJob(await listHolds(ctx, { workflowId }), url);
  if (url.kind === 'project' && slug !== null) {
    const holds = await holdsOfProject(ctx, slug);
    return url.branch === undefined ? holds : holds.filter(({ snapshot }) => snapshot.branch === url.branch);
  }
  const snapshot = await findTarget(ctx, url);
  if (snapshot === null) return { mistake: 'link-not-found', word: text };
  return ofJob(await listHolds(ctx, { pipelineId: snapshot.id }), url);
}

/** A link to one of the holds means that one; a link to another job means whatever its workflow waits for. */
function ofJob(holds: readonly Choice[], { jobId, jobNumber }: CircleCiUrl): readonly Choice[] {
  const exact = holds.filter(
    ({ job }) => job !== null && (job.id === jobId || (jobNumber !== undefined && job.number === jobNumber)),
  );
  return exact.length > 0 ? exact : holds;
}

async function holdsNearby(ctx: Context, channelId: string | null): Promise<readonly Choice[]> {
  if (channelId === null) return [];
  const slug = await defaultProject(ctx, channelId);
  const ofProject = slug === null ? [] : await holdsOfProject(ctx, slug);
  const known = new Map<string, Choice>();
  for (const hold of [...(await listHolds(ctx, { channelId })), ...ofProject]) {
    known.set(hold.job.id, hold);
  }
  return [...known.values()];
}

async function holdsOfProject(ctx: Context, slug: string) {
  const holds = await listHolds(ctx, { all: true });
  return holds.filter(({ snapshot }) => snapshot.projectSlug === slug);
}
