import type { Context } from '../context.ts';
import type { CircleCiUrl } from '../domain/circleci-url.ts';
import type { PipelineSnapshot, WorkflowSnapshot } from '../domain/pipeline.ts';
import { currentWorkflows } from '../domain/pipeline-state.ts';
import { findTarget, latestInChannel, latestOfProject } from '../runs/lookup.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import type { Choice } from '../views/picker.ts';
import { defaultProject } from './default-project.ts';
import type { Target } from './target-words.ts';

/** How many of the newest pipelines are looked at when nobody said which one. */
const NEWEST = 10;
/** When a pipeline's number was given, it may be further back. */
const NEWEST_BY_NUMBER = 50;
/** Reading one pipeline from CircleCI takes a few calls, and a person waits. */
const NEWEST_READ = 5;

/**
 * @param wanted which workflows the command can do something with
 * @returns the workflows that may be meant, newest pipeline first; of a link to a workflow only that one, whatever
 *   its state, so that CircleCI and not the bot's memory says whether it can be done
 */
export async function workflowChoices(
  ctx: Context,
  target: Target,
  channelId: string | null,
  wanted: (workflow: WorkflowSnapshot) => boolean,
): Promise<readonly Choice[] | Mistake> {
  const snapshots = await pipelinesFor(ctx, target, channelId);
  if (isMistake(snapshots)) return snapshots;
  if (target.kind === 'link' && target.url.workflowId !== undefined) {
    return linkedWorkflow(snapshots, target.url.workflowId, target.text);
  }
  return snapshots.flatMap((snapshot) =>
    currentWorkflows(snapshot)
      .filter(wanted)
      .map((workflow) => ({ snapshot, workflow, job: null })),
  );
}

function linkedWorkflow(
  snapshots: readonly PipelineSnapshot[],
  workflowId: string,
  text: string,
): readonly Choice[] | Mistake {
  for (const snapshot of snapshots) {
    const workflow = snapshot.workflows.find(({ id }) => id === workflowId);
    if (workflow !== undefined) return [{ snapshot, workflow, job: null }];
  }
  return { mistake: 'link-not-found', word: text };
}

/** @returns the pipelines that a target may mean, newest first, each once */
export async function pipelinesFor(
  ctx: Context,
  target: Target,
  channelId: string | null,
): Promise<readonly PipelineSnapshot[] | Mistake> {
  if (target.kind === 'link') return pipelinesOfLink(ctx, target.url, target.text);
  if (channelId === null) return [];
  const slug = await defaultProject(ctx, channelId);
  return target.kind === 'number'
    ? pipelinesOfNumber(ctx, target.number, slug, channelId)
    : pipelinesNearby(ctx, slug, channelId);
}

async function pipelinesOfLink(
  ctx: Context,
  url: CircleCiUrl,
  text: string,
): Promise<readonly PipelineSnapshot[] | Mistake> {
  if (url.kind === 'project' && url.slug !== null) {
    return latestOfProject(ctx, url.slug, url.branch ?? null, NEWEST);
  }
  const snapshot = await findTarget(ctx, url);
  return snapshot === null ? { mistake: 'link-not-found', word: text } : [snapshot];
}

/** Numbers count per project, so a channel with cards of several may have several pipelines of one number. */
async function pipelinesOfNumber(
  ctx: Context,
  number: number,
  slug: string | null,
  channelId: string,
): Promise<readonly PipelineSnapshot[] | Mistake> {
  const carded = await latestInChannel(ctx, channelId, NEWEST_BY_NUMBER);
  const known = carded.filter((snapshot) => snapshot.number === number);
  const ask = slug !== null && !known.some(({ projectSlug }) => projectSlug === slug);
  const own = ask ? await findTarget(ctx, { kind: 'pipeline', slug, pipelineNumber: number }) : null;
  const found = own === null ? known : [own, ...known];
  return found.length === 0 ? { mistake: 'number-not-found', word: `#${number}` } : found;
}

/** What the channel has cards of, and the newest of its default project, as CircleCI has them now. */
async function pipelinesNearby(
  ctx: Context,
  slug: string | null,
  channelId: string,
): Promise<readonly PipelineSnapshot[]> {
  const stored = await latestInChannel(ctx, channelId, NEWEST);
  const read = slug === null ? [] : await latestOfProject(ctx, slug, null, NEWEST_READ);
  const known = new Map([...stored, ...read].map((snapshot) => [snapshot.id, snapshot]));
  return [...known.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}
