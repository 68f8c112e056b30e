import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { messages } from '../i18n/index.ts';
import { cardFate } from '../notifications/card-fate.ts';
import { loadSnapshot } from '../pipelines/snapshot.ts';
import { type RunRequest, requestRun } from '../runs/run.ts';
import { ACTION } from '../views/action-ids.ts';
import { BLOCK, decodeOrigin, type RunOrigin } from '../views/run-modal.ts';
import { runAnswer } from '../views/run-modal-answer.ts';
import { readParameterLines } from '../views/run-modal-lines.ts';
import { answerPrivately } from './answer.ts';
import { chosenProject, chosenRef } from './chosen.ts';
import { fieldOf, filledIn } from './form.ts';
import type { SubmissionHandler } from './interaction.ts';
import type { FormView } from './payloads.ts';
import { told } from './told.ts';

/** The run form was sent: check its fields while Slack waits, then do what the command `run` does. */
export const runSubmit: SubmissionHandler = async (ctx, actor, { view }) => {
  const request = await readForm(ctx, actor, view);
  if ('errors' in request) return request;
  const origin = decodeOrigin(view.metadata);
  const asker = { ...actor, channelId: actor.channelId ?? origin.channelId };
  return { work: () => start(ctx, asker, origin, request) };
};

async function readForm(
  ctx: Context,
  { locale }: Actor,
  view: FormView,
): Promise<RunRequest | { readonly errors: Record<string, string> }> {
  const { modal } = messages(locale).interactions;
  const project = filledIn(view, ACTION.runProject);
  if (project === null) return { errors: { [BLOCK.project]: modal.projectMissing } };
  const projectSlug = await chosenProject(ctx, project);
  if (projectSlug === null) return { errors: { [BLOCK.project]: modal.projectUnknown } };
  const refValue = filledIn(view, ACTION.runRef);
  const ref = refValue === null ? null : await chosenRef(ctx, projectSlug, refValue);
  if (refValue !== null && ref === null) {
    return { errors: { [fieldOf(view, ACTION.runRef)?.blockId ?? BLOCK.project]: modal.refUnknown } };
  }
  const read = readParameterLines(fieldOf(view, ACTION.runParameters)?.value ?? '', locale);
  if ('problem' in read) return { errors: { [BLOCK.parameters]: read.problem } };
  return { projectSlug, ref, parameters: read.parameters };
}

async function start(ctx: Context, actor: Actor, origin: RunOrigin, request: RunRequest): Promise<void> {
  const answer = await told(ctx, actor, 'a form failed', async () => {
    const outcome = await requestRun(ctx, actor, request);
    return answerTo(ctx, actor, outcome);
  });
  if (answer !== undefined) await answerPrivately(ctx, actor, origin, answer);
}

async function answerTo(ctx: Context, { channelId, locale }: Actor, outcome: ActionOutcome) {
  if (outcome.kind !== 'confirmed') return runAnswer(outcome, { fate: 'late', snapshot: null, locale });
  const fate = await cardFate(ctx, outcome.pipelineId, channelId);
  return runAnswer(outcome, { fate, snapshot: await loadSnapshot(ctx, ctx.db, outcome.pipelineId), locale });
}
