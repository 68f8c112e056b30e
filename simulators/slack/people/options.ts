import { checkOptions } from '../block-kit/options.ts';
import { inSlacksWords } from '../block-kit/report.ts';
import { isJson, type Json, jsonList } from '../json.ts';
import type { OptionsResult } from '../protocol.ts';
import type { User } from '../world/people.ts';
import type { World } from '../world/world.ts';
import { BadInput } from './bad-input.ts';
import { type Desk, findUser } from './desk.ts';
import type { Input } from './inputs.ts';
import { interaction, surfacePart, surfaceState } from './interaction.ts';
import { findPlace, type Place } from './place.ts';
import { offerKey } from './read-state.ts';

/** Slack asks only once this much was typed. Source: `@slack/types`, external select. */
const DEFAULT_MIN_QUERY = 3;
const KEPT_OFFERS = 1000;

/** A person types into an external select; the bot gets `block_suggestion` and has 3 seconds. */
export async function options(desk: Desk, input: Input<'options'>): Promise<OptionsResult> {
  const { world } = desk;
  const user = findUser(world, input.user);
  const place = findPlace(world, user, input);
  const { element, surface } = place;
  if (!String(element.type).endsWith('external_select')) throw new BadInput('element_has_no_typeahead');
  if (input.value.length < Number(element.min_query_length ?? DEFAULT_MIN_QUERY))
    throw new BadInput('query_too_short');
  const values = surfaceState(world, user, surface, input.viewState ?? {});
  const payload = {
    ...interaction(world, user, 'block_suggestion'),
    ...surfacePart(world, surface, values),
    action_id: input.actionId,
    block_id: input.blockId,
    value: input.value,
  };
  const delivery = await desk.courier.send({ kind: 'options', payload });
  const { ok, error, body } = delivery.acknowledgement;
  if (!ok) return { ok, error: error ?? 'dispatch_failed' };
  const problems = checkOptions(body);
  delivery.problems = inSlacksWords(problems);
  if (problems.length > 0 || !isJson(body)) return { ok: false, error: 'invalid_options' };
  return accept(world, user, place, body);
}

function accept(world: World, user: User, { block, element }: Place, body: Json): OptionsResult {
  const groups = jsonList(body.option_groups);
  const flat = [...jsonList(body.options), ...groups.flatMap((group) => jsonList(group.options))];
  const key = offerKey(user, block, element);
  world.offered.set(key, [...flat, ...(world.offered.get(key) ?? [])].slice(0, KEPT_OFFERS));
  return body.options === undefined
    ? { ok: true, optionGroups: groups }
    : { ok: true, options: jsonList(body.options) };
}
