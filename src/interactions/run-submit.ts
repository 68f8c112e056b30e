import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { answerToRun } from '../launch/answer-run.ts';
import { presetName, presetProblem, savePreset } from '../launch/presets.ts';
import { findShown } from '../launch/shown-forms.ts';
import { type RunRequest, requestRun } from '../runs/run.ts';
import { ACTION } from '../views/action-ids.ts';
import { code } from '../views/mrkdwn.ts';
import { BLOCK, decodeOrigin, type RunOrigin } from '../views/run-modal.ts';
import { answerPrivately } from './answer.ts';
import { chosenProject, chosenRef } from './chosen.ts';
import { fieldOf, filledIn } from './form.ts';
import type { SubmissionHandler } from './interaction.ts';
import type { FormView } from './payloads.ts';
import { readValues } from './run-values.ts';
import { told } from './told.ts';

interface Read {
  readonly request: RunRequest;
  /** The name under which it is to be saved as well. */
  readonly preset: string | null;
}

/**
 * The run form was sent: check its fields by what the form showed, while Slack waits; then do what the command `run`
 * does, which checks them by what CircleCI says now.
 */
export const runSubmit: SubmissionHandler = async (ctx, actor, { view }) => {
  const origin = decodeOrigin(view.metadata);
  const asker = { ...actor, channelId: actor.channelId ?? origin.channelId };
  const read = await readForm(ctx, asker, view, origin);
  return 'errors' in read ? read : { work: () => start(ctx, asker, origin, read) };
};

async function readForm(
  ctx: Context,
  { locale, channelId }: Actor,
  view: FormView,
  origin: RunOrigin,
): Promise<Read | { readonly errors: Readonly<Record<string, string>> }> {
  const { modal } = messages(locale).interactions;
  const { form } = messages(locale).running;
  const project = filledIn(view, ACTION.runProject);
  if (project === null) return { errors: { [BLOCK.project]: modal.projectMissing } };
  const projectSlug = await chosenProject(ctx, project);
  if (projectSlug === null) return { errors: { [BLOCK.project]: modal.projectUnknown } };
  const refValue = filledIn(view, ACTION.runRef);
  const ref = refValue === null ? null : await chosenRef(ctx, projectSlug, refValue);
  if (refValue !== null && ref === null) {
    return { errors: { [fieldOf(view, ACTION.runRef)?.blockId ?? BLOCK.project]: modal.refUnknown } };
  }
  if (origin.shown !== undefined && projectSlug !== origin.projectSlug) {
    return { errors: { [BLOCK.project]: form.redrawing } };
  }
  const shown = origin.shown === undefined ? null : await findShown(ctx, origin.shown);
  if (origin.shown !== undefined && shown === null) return { errors: { [BLOCK.project]: form.outOfDate } };
  const values = readValues(view, projectSlug, shown, locale);
  if ('errors' in values) return values;
  const preset = filledIn(view, ACTION.runPreset);
  if (preset !== null) {
    const problem = channelId === null ? 'needsChannel' : await presetProblem(ctx, channelId, preset);
    if (problem !== null) return { errors: { [BLOCK.preset]: messages(locale).running.preset[problem] } };
  }
  const definition = filledIn(view, ACTION.runDefinition);
  const request = {
    projectSlug,
    ref,
    parameters: values.parameters,
    ...(definition === null ? {} : { definition }),
  };
  return { request, preset };
}

async function start(
  ctx: Context,
  actor: Actor,
  origin: RunOrigin,
  { request, preset }: Read,
): Promise<void> {
  const answer = await told(ctx, actor, 'a form failed', async () => {
    const saved = preset === null ? null : await save(ctx, actor, request, preset);
    const ran = await answerToRun(ctx, actor, await requestRun(ctx, actor, request));
    if (saved === null) return ran;
    return ran === undefined ? { text: saved } : { ...ran, text: `${saved}\n${ran.text}` };
  });
  if (answer !== undefined) await answerPrivately(ctx, actor, origin, answer);
}

/** Somebody may have taken the name since the form was checked. */
async function save(ctx: Context, actor: Actor, request: RunRequest, name: string): Promise<string> {
  const { preset } = messages(actor.locale).running;
  const { channelId, userId } = actor;
  if (channelId === null) return preset.needsChannel;
  const { projectSlug, ref, parameters, definition = null } = request;
  const problem = await savePreset(ctx, channelId, userId, {
    name,
    projectSlug,
    ref,
    parameters,
    definition,
  });
  return problem === null ? preset.saved(code(presetName(name) ?? '')) : preset[problem];
}
