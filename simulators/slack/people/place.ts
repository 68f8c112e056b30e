import { findElement } from '../elements.ts';
import type { Json } from '../json.ts';
import type { Message } from '../world/messages.ts';
import type { User } from '../world/people.ts';
import type { View } from '../world/views.ts';
import type { World } from '../world/world.ts';
import { BadInput } from './bad-input.ts';

/** Where an element was used: in a message or in a view. */
export type Surface =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'view'; readonly view: View };

export interface Place {
  readonly surface: Surface;
  readonly block: Json;
  readonly element: Json;
}

interface PlaceInput {
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly viewId?: string | undefined;
  readonly blockId: string;
  readonly actionId: string;
}

/**
 * The element a person means, if they can see it.
 * @throws BadInput `message_not_found`, `view_not_found`, `element_not_found`
 */
export function findPlace(world: World, user: User, input: PlaceInput): Place {
  const surface = findSurface(world, user, input);
  for (const blocks of shownBlocks(world, surface)) {
    const found = findElement(blocks, input.blockId, input.actionId);
    if (found) return { surface, ...found };
  }
  throw new BadInput('element_not_found', 404);
}

function findSurface(world: World, user: User, input: PlaceInput): Surface {
  if (input.viewId !== undefined) return { kind: 'view', view: findUsableView(world, user, input.viewId) };
  const channel = world.channels.find(input.channel ?? '');
  const message = channel?.members.has(user.id) ? world.messages.find(channel.id, input.ts ?? '') : undefined;
  if (!message || (message.ephemeralFor !== null && message.ephemeralFor !== user.id)) {
    throw new BadInput('message_not_found', 404);
  }
  return { kind: 'message', message };
}

/** This person's topmost modal or Home tab with the id. @throws BadInput `view_not_found` */
export function findUsableView(world: World, user: User, viewId: string): View {
  const usable = [world.views.stack(user.id).at(-1), world.views.home(user.id)];
  const view = usable.find((one) => one?.id === viewId);
  if (!view) throw new BadInput('view_not_found', 404);
  return view;
}

/** What is shown now, and what a slow client still shows. */
function shownBlocks(world: World, surface: Surface): (readonly Json[])[] {
  if (surface.kind === 'view') return [surface.view.blocks];
  const { message } = surface;
  const unfurled = message.unfurls.map(({ blocks }) => blocks);
  const { clock, clientLagMs } = world.settings;
  const lags = message.before !== null && clock.now() - message.before.at < clientLagMs;
  const shown = lags && message.before ? [message.blocks, message.before.blocks] : [message.blocks];
  return [...shown, ...unfurled];
}
