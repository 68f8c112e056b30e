import type { Delivery } from '../bot/deliveries.ts';
import { isJson, type Json } from '../json.ts';
import type { SubmitResult } from '../protocol.ts';
import { presentView } from '../web-api/present.ts';
import { SlackError } from '../web-api/slack-error.ts';
import { readView } from '../web-api/view-source.ts';
import { closeAll, closeModal, pushModal, updateView } from '../world/modals.ts';
import type { View } from '../world/views.ts';
import type { World } from '../world/world.ts';
import { BadInput } from './bad-input.ts';
import { collectState, missingInputs } from './collect-state.ts';
import { type Desk, findUser } from './desk.ts';
import type { Input } from './inputs.ts';
import { interaction } from './interaction.ts';
import { findUsableView } from './place.ts';
import { responseUrls } from './view-response-urls.ts';

/** A modal's submit button; the bot gets `view_submission` and its answer decides what happens to the modal. */
export async function submit(desk: Desk, input: Input<'submit'>): Promise<SubmitResult> {
  const { world } = desk;
  const user = findUser(world, input.user);
  const view = findUsableView(world, user, input.viewId);
  if (view.type === 'home' || view.source.submit === undefined) throw new BadInput('view_has_no_submit');
  const values = collectState(world, user, view.blocks, input.viewState);
  const missing = missingInputs(view.blocks, values);
  if (Object.keys(missing).length > 0) return { ok: false, error: 'invalid_input', errors: missing };
  const payload = {
    ...interaction(world, user, 'view_submission'),
    trigger_id: world.triggers.issue(user.id),
    view: presentView(world, view, values),
    response_urls: responseUrls(desk, user, view, values),
  };
  const delivery = await desk.courier.send({ kind: 'interactive', payload });
  if (!delivery.acknowledgement.ok)
    return { ok: false, error: delivery.acknowledgement.error ?? 'dispatch_failed' };
  return followed(world, view, delivery);
}

/** Does what the answer says; a person sees "trouble connecting" for an answer Slack does not understand. */
function followed(world: World, view: View, delivery: Delivery): SubmitResult {
  try {
    return follow(world, view, delivery.acknowledgement.body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    delivery.problems = [error.code, JSON.stringify(error.details)];
    return { ok: false, error: 'invalid_view_response' };
  }
}

/** Source: Slack docs, modals: response_action errors, update, push, clear; nothing closes this view. */
function follow(world: World, view: View, body: unknown): SubmitResult {
  // The bot may have changed the view meanwhile with views.update; what counts is the view as it is now.
  const current = world.views.findById(view.id);
  // Closed by the person, or submitted twice: there is nothing left to change.
  if (!current) return { ok: true };
  if (body === undefined) {
    closeModal(world, current);
  } else if (!isJson(body)) {
    throw new SlackError('invalid_arguments', ['[ERROR] the answer must be a JSON object']);
  } else if (body.response_action === 'errors') {
    return { ok: false, error: 'invalid_input', errors: readErrors(current, body.errors) };
  } else if (body.response_action === 'clear') {
    closeAll(world, current.userId);
  } else if (body.response_action === 'update') {
    updateView(world, current, readView(world, body.view, 'modal', current.id));
  } else if (body.response_action === 'push') {
    const pushed = pushModal(world, current.userId, readView(world, body.view, 'modal', null));
    if (!pushed) throw new SlackError('push_limit_reached');
  } else {
    throw new SlackError('invalid_arguments', ['[ERROR] unknown response_action']);
  }
  return { ok: true };
}

function readErrors(view: View, errors: unknown): Readonly<Record<string, string>> {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const entries = Object.entries(isJson(errors) ? errors : ({} as Json));
  if (entries.length === 0)
    throw new SlackError('invalid_arguments', ['[ERROR] missing required field: errors']);
  return Object.fromEntries(
    entries.map(([blockId, message]) => {
      if (!inputs.includes(blockId) || typeof message !== 'string' || message === '') {
        throw new SlackError('invalid_arguments', [`[ERROR] errors must name input blocks [${blockId}]`]);
      }
      return [blockId, message];
    }),
  );
}
