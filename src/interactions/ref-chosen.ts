import { drawForm } from '../launch/draw-form.ts';
import { ACTION } from '../views/action-ids.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { chosenRef } from './chosen.ts';
import { filledIn } from './form.ts';
import type { ClickHandler } from './interaction.ts';

/** In the run form a branch, a tag or a pipeline definition was chosen: its parameters may be others. */
export const refChosen: ClickHandler = async (ctx, actor, { view }) => {
  if (view === null) return undefined;
  const origin = decodeOrigin(view.metadata);
  const { projectSlug } = origin;
  if (projectSlug === null) return undefined;
  const value = filledIn(view, ACTION.runRef);
  const ref = value === null ? null : await chosenRef(ctx, projectSlug, value);
  const definitionId = filledIn(view, ACTION.runDefinition);
  await drawForm(ctx, view, { actor, origin }, { projectSlug, ref, definitionId });
  return undefined;
};
