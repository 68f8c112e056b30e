import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { presentSlug } from '../projects/known.ts';
import { reasonGiven, requestDeed } from './change.ts';
import { checkRun } from './check-run.ts';
import { isForbidden } from './permit.ts';
import { runDeed } from './run-deed.ts';

export interface RunRequest {
  readonly projectSlug: string;
  /** null: the project's default branch. */
  readonly ref: { readonly branch: string } | { readonly tag: string } | null;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** The pipeline definition to start it from, by id or name; left out where the project has one. */
  readonly definition?: string;
  /** Why, in the person's words. */
  readonly reason?: string;
}

/**
 * Starts a pipeline and gives the channel it was asked in a card of it. What is given is held against the
 * configuration first, whichever way it was asked for; what CircleCI finds wrong only later is told to the person
 * then, see `report.ts`.
 *
 * @returns what became of it; `confirmed` once CircleCI knows the pipeline
 */
export async function requestRun(ctx: Context, actor: Actor, asked: RunRequest): Promise<ActionOutcome> {
  // It may have been renamed while a form was open.
  const request = { ...asked, projectSlug: await presentSlug(ctx.db, asked.projectSlug) };
  const { projectSlug, ref, parameters } = request;
  const what = { kind: 'run' as const, projectSlug, pipelineId: null, workflowId: null, jobId: null };
  const given = { ref, parameters, ...reasonGiven(request) };
  // Who may not run it is told that, and nothing of what its configuration declares.
  if (await isForbidden(ctx, actor, { ...what, detail: given })) {
    return requestDeed(ctx, actor, { ...what, detail: given }, runDeed);
  }
  const checked = await checkRun(ctx, request);
  if ('kind' in checked) return checked;
  const detail = { ...given, ...checked, checkedAt: ctx.now().toISOString() };
  return requestDeed(ctx, actor, { ...what, detail }, runDeed);
}
