import { isJson, type Json, jsonList, text } from '../json.ts';
import type { ElementState } from '../protocol.ts';

/** What a test enters: a text, an option's value or label, an id, a date; several for multi-selects; null for none. */
export type Entry = string | readonly string[] | Json | null;

/**
 * @param offered options the bot offered, for external selects
 * @returns the element's state after a person entered it
 * @throws Error when the element offers no such option
 */
export function toState(element: Json, entry: Entry, offered: readonly Json[]): ElementState {
  const type = text(element.type);
  const one = (wanted: unknown) => optionOf(element, wanted, offered);
  const many = Array.isArray(entry) ? entry : entry === null ? [] : [entry];
  if (type === 'plain_text_input') return { type, value: entry === null ? null : String(entry) };
  if (/^(static_select|external_select|radio_buttons|overflow)$/.test(type)) {
    return { type, selected_option: entry === null ? null : one(entry) };
  }
  if (/^(multi_static_select|multi_external_select|checkboxes)$/.test(type)) {
    return { type, selected_options: many.map(one) };
  }
  if (type === 'datepicker') return { type, selected_date: entry === null ? null : String(entry) };
  const name = `selected_${type.replace(/^multi_/, '').replace(/s_select$/, '')}`;
  if (type.startsWith('multi_')) return { type, [`${name}s`]: many.map(String) };
  return { type, [name]: entry === null ? null : String(entry) };
}

function optionOf(element: Json, wanted: unknown, offered: readonly Json[]): Json {
  const options = [
    ...jsonList(element.options),
    ...jsonList(element.option_groups).flatMap((group) => jsonList(group.options)),
    ...offered,
  ];
  const value = isJson(wanted) ? wanted.value : wanted;
  const found = options.find((one) => one.value === value || (isJson(one.text) && one.text.text === value));
  if (found) return found;
  const known = options.map((one) => text(one.value)).join(', ');
  throw new Error(
    `No option ${JSON.stringify(value)} in ${text(element.action_id)}. There are: ${known || 'none'}.`,
  );
}
