import type { ActionResult } from '../protocol.ts';
import { presentView } from '../web-api/present.ts';
import { closeAll, closeModal } from '../world/modals.ts';
import { BadInput } from './bad-input.ts';
import { type Desk, findUser } from './desk.ts';
import type { Input } from './inputs.ts';
import { interaction } from './interaction.ts';
import { findUsableView } from './place.ts';
import { actionResult } from './result.ts';

/** A modal's cancel button; the bot hears of it where the view has `notify_on_close`. Source: Slack docs, modals. */
export async function closeView(desk: Desk, input: Input<'closeView'>): Promise<ActionResult> {
  const { world } = desk;
  const user = findUser(world, input.user);
  const view = findUsableView(world, user, input.viewId);
  if (view.type === 'home') throw new BadInput('view_not_found', 404);
  const clears = view.source.clear_on_close === true;
  if (clears) closeAll(world, user.id);
  else closeModal(world, view);
  if (view.source.notify_on_close !== true) return { ok: true };
  const payload = {
    ...interaction(world, user, 'view_closed'),
    view: presentView(world, view),
    is_cleared: clears,
  };
  const delivery = await desk.courier.send({ kind: 'interactive', payload });
  return actionResult(delivery.acknowledgement);
}
