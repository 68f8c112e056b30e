import { isDeepStrictEqual } from 'node:util';
import { isJson, type Json, jsonList, text } from '../json.ts';
import type { ElementState } from '../protocol.ts';
import type { User } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { BadInput } from './bad-input.ts';
import { initialState } from './empty-state.ts';

/**
 * What a person entered into an element, checked against what it offers.
 * @param given as the page sent it
 * @returns the state as Slack sends it to the app, the options the element's own
 * @throws BadInput `invalid_state` for what nobody could have chosen
 */
export function readState(world: World, user: User, block: Json, element: Json, given: Json): ElementState {
  const empty = initialState(element);
  if (!empty || given.type !== element.type) throw new BadInput('invalid_state');
  const options = () => offered(world, user, block, element);
  if ('value' in empty) return { type: empty.type, value: readText(element, given.value) };
  if ('selected_option' in empty) {
    const chosen = given.selected_option ?? null;
    return { type: empty.type, selected_option: chosen === null ? null : pick(options(), chosen) };
  }
  if ('selected_options' in empty) {
    const chosen = jsonList(given.selected_options).map((one) => pick(options(), one));
    checkCount(element, chosen.length);
    return { type: empty.type, selected_options: chosen };
  }
  if ('selected_date' in empty) return { type: empty.type, selected_date: readDate(given.selected_date) };
  return readIds(world, element, empty, given);
}

function readText(element: Json, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  const max = typeof element.max_length === 'number' ? element.max_length : 3000;
  if (typeof value !== 'string' || value.length > max) throw new BadInput('invalid_state');
  return value;
}

function readDate(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text(value))) throw new BadInput('invalid_state');
  return text(value);
}

function pick(options: readonly Json[], chosen: unknown): Json {
  const found = options.find((one) => isJson(chosen) && one.value === chosen.value);
  if (!found) throw new BadInput('invalid_state');
  return found;
}

/** Every option a person can choose here: written in the block, or offered by the bot while they typed. */
export function offered(world: World, user: User, block: Json, element: Json): readonly Json[] {
  const written = [
    ...jsonList(element.options),
    ...jsonList(element.option_groups).flatMap((group) => jsonList(group.options)),
    ...jsonList([element.initial_option]),
    ...jsonList(element.initial_options),
  ];
  const typed = world.offered.get(offerKey(user, block, element)) ?? [];
  return [
    ...written,
    ...jsonList(typed).filter((one) => !written.some((two) => isDeepStrictEqual(one, two))),
  ];
}

/** Under which key the options offered for an external select are kept. */
export function offerKey(user: User, block: Json, element: Json): string {
  return JSON.stringify([user.id, block.block_id, element.action_id]);
}

function readIds(world: World, element: Json, empty: ElementState, given: Json): ElementState {
  const [name = ''] = Object.keys(empty).filter((key) => key !== 'type');
  const value = given[name] ?? null;
  const ids = Array.isArray(value) ? value : value === null ? [] : [value];
  const known = (id: unknown) =>
    name.includes('user') ? world.people.has(String(id)) : world.channels.find(String(id)) !== undefined;
  if (!ids.every(known)) throw new BadInput('invalid_state');
  if (name.endsWith('s') !== Array.isArray(value ?? (name.endsWith('s') ? [] : null))) {
    throw new BadInput('invalid_state');
  }
  checkCount(element, ids.length);
  return { type: empty.type, [name]: name.endsWith('s') ? ids : value };
}

function checkCount(element: Json, count: number): void {
  if (count > Number(element.max_selected_items ?? Number.POSITIVE_INFINITY))
    throw new BadInput('invalid_state');
}
