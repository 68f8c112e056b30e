import { type Json, jsonList } from '../json.ts';
import type { ActionResult, ElementState } from '../protocol.ts';
import type { User } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { BadInput } from './bad-input.ts';
import { type Desk, findUser } from './desk.ts';
import type { Input } from './inputs.ts';
import { interaction, surfacePart, surfaceState } from './interaction.ts';
import { findPlace, type Place } from './place.ts';
import { readState } from './read-state.ts';
import { actionResult } from './result.ts';

/** A person uses an element of a message or view; the bot gets `block_actions`. */
export async function click(desk: Desk, input: Input<'click'>): Promise<ActionResult> {
  const { world, url } = desk;
  const user = findUser(world, input.user);
  const place = findPlace(world, user, input);
  if (place.block.type === 'input' && place.block.dispatch_action !== true) {
    throw new BadInput('element_does_not_dispatch');
  }
  const chosen = readAction(world, user, place, input.state);
  const surface = chosen.state ? remember(world, place, input, chosen.state) : place.surface;
  const given = chosen.state ? merged(input, chosen.state) : (input.viewState ?? {});
  const values = surfaceState(world, user, surface, given);
  const payload = {
    ...interaction(world, user, 'block_actions'),
    ...surfacePart(world, surface, values, place.block),
    trigger_id: world.triggers.issue(user.id),
    ...(surface.kind === 'message' ? { response_url: responseUrl(world, url, user, surface.message) } : {}),
    actions: [{ ...chosen.action, block_id: input.blockId, action_ts: world.nextTs() }],
  };
  const delivery = await desk.courier.send({ kind: 'interactive', payload });
  return actionResult(delivery.acknowledgement);
}

/** The `actions` entry, and the element's new state if it has one. @throws BadInput `invalid_state` */
function readAction(
  world: World,
  user: User,
  { block, element }: Place,
  given: Json | undefined,
): { readonly action: Json; readonly state: ElementState | null } {
  const head = { action_id: element.action_id, type: element.type };
  if (element.type === 'button') {
    const { text, value, style, url } = element;
    return { action: { ...head, text, ...defined({ value, style, url }) }, state: null };
  }
  if (given === undefined) throw new BadInput('invalid_state');
  if (element.type === 'overflow') {
    const wanted = jsonList([given.selected_option])[0]?.value;
    const option = jsonList(element.options).find((one) => one.value === wanted);
    if (!option) throw new BadInput('invalid_state');
    return { action: { ...head, selected_option: option }, state: null };
  }
  const state = readState(world, user, block, element, given);
  return { action: { ...head, ...state }, state };
}

function defined(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What is chosen in a message stays chosen there, for everyone. */
function remember(world: World, { surface }: Place, input: Input<'click'>, state: ElementState) {
  if (surface.kind === 'view') return surface;
  const { message } = surface;
  const inBlock = { ...message.state[input.blockId], [input.actionId]: state };
  const changed = { ...message, state: { ...message.state, [input.blockId]: inBlock } };
  world.messages.replace(changed);
  return { kind: 'message', message: changed } as const;
}

function merged(input: Input<'click'>, state: ElementState): Record<string, Record<string, Json>> {
  const given = input.viewState ?? {};
  return { ...given, [input.blockId]: { ...given[input.blockId], [input.actionId]: { ...state } } };
}

function responseUrl(
  world: World,
  url: string,
  user: User,
  message: { readonly channel: string; readonly ts: string },
): string {
  const target = { userId: user.id, channelId: message.channel, messageTs: message.ts };
  return `${url}/response/${world.responseUrls.issue(target)}`;
}
