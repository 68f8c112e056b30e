import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { normaliseSlug } from '../domain/project-slug.ts';
import { messages } from '../i18n/index.ts';
import { answerToRun } from '../launch/answer-run.ts';
import { drawRollback } from '../rollbacks/draw.ts';
import { requestRollback } from '../rollbacks/request.ts';
import { versionNamed } from '../rollbacks/version-named.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { ACTION } from '../views/action-ids.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { answerPrivately } from './answer.ts';
import { filledIn } from './form.ts';
import type { ClickHandler, SubmissionHandler } from './interaction.ts';
import { told } from './told.ts';

const id = z.string().min(1).max(200);
const Metadata = z.object({ k: id.nullable(), e: id.nullable(), l: z.string().max(1_000).nullable() });

/** In the form a component or an environment was chosen: what can be chosen after it is another. */
export const rollbackChosen: ClickHandler = async (ctx, actor, { view, actionId, value }) => {
  if (view === null || value === null) return undefined;
  const origin = decodeOrigin(view.metadata);
  const { projectSlug } = origin;
  const before = readMetadata(view.metadata);
  if (projectSlug === null || before === null) return undefined;
  const isComponent = actionId === ACTION.rollbackComponent;
  const chosen = {
    projectSlug,
    component: isComponent ? value : before.k,
    environment: isComponent ? null : value,
  };
  await drawRollback(ctx, view, { actor, origin }, chosen);
  return undefined;
};

/** The form was sent. Only ids are taken from it; what they mean, and what is live, is asked of CircleCI. */
export const rollbackSubmit: SubmissionHandler = async (ctx, actor, { view }) => {
  const { rollback } = messages(actor.locale).running;
  const [first] = view.fields;
  const missing = { errors: { [first?.blockId ?? '']: rollback.missing } };
  const origin = decodeOrigin(view.metadata);
  const projectSlug = normaliseSlug(origin.projectSlug ?? '');
  const metadata = readMetadata(view.metadata);
  const version = filledIn(view, ACTION.rollbackVersion);
  if (projectSlug === null || metadata === null || version === null) return missing;
  const { k: componentId, e: environmentId, l: current } = metadata;
  if (componentId === null || environmentId === null || current === null) return missing;
  // A form that is being drawn anew for another choice shows other versions than the fields say.
  const isAsShown =
    filledIn(view, ACTION.rollbackComponent) === componentId &&
    filledIn(view, ACTION.rollbackEnvironment) === environmentId;
  if (!isAsShown) return missing;
  const reason = filledIn(view, ACTION.rollbackReason);
  const asker = { ...actor, channelId: actor.channelId ?? origin.channelId };
  const wanted = { projectSlug, componentId, environmentId, version, current };
  const work = async () => {
    const answer = await told(ctx, asker, 'a rollback failed', () => rollBack(ctx, asker, wanted, reason));
    if (answer !== undefined) await answerPrivately(ctx, asker, origin, answer);
  };
  return { work };
};

async function rollBack(
  ctx: Context,
  actor: Actor,
  {
    version,
    ...wanted
  }: { projectSlug: string; componentId: string; environmentId: string; version: string; current: string },
  reason: string | null,
): Promise<PrivateAnswer | undefined> {
  const { rollback } = messages(actor.locale).running;
  const target = await versionNamed(ctx, wanted.componentId, wanted.environmentId, version);
  if (target === null) return { text: rollback.versionGone };
  const given = reason === null ? {} : { reason };
  const outcome = await requestRollback(ctx, actor, { ...wanted, target, ...given });
  if (outcome.kind === 'already' && outcome.by === null) return { text: rollback.changed };
  return outcome.kind === 'confirmed'
    ? answerToRun(ctx, actor, outcome, 'rollback')
    : outcomeAnswer(outcome, 'rollback', actor.locale);
}

function readMetadata(text: string): z.output<typeof Metadata> | null {
  try {
    return Metadata.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
