import { isJson, type Json, jsonList } from '../json.ts';
import type { ElementState } from '../protocol.ts';

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
const string = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const option = (value: unknown): Json | null => (isJson(value) ? value : null);

const byType: Readonly<Record<string, (element: Json) => Omit<ElementState, 'type'>>> = {
  plain_text_input: (e) => ({ value: string(e.initial_value) }),
  static_select: (e) => ({ selected_option: option(e.initial_option) }),
  external_select: (e) => ({ selected_option: option(e.initial_option) }),
  radio_buttons: (e) => ({ selected_option: option(e.initial_option) }),
  checkboxes: (e) => ({ selected_options: jsonList(e.initial_options) }),
  multi_static_select: (e) => ({ selected_options: jsonList(e.initial_options) }),
  multi_external_select: (e) => ({ selected_options: jsonList(e.initial_options) }),
  users_select: (e) => ({ selected_user: string(e.initial_user) }),
  channels_select: (e) => ({ selected_channel: string(e.initial_channel) }),
  conversations_select: (e) => ({ selected_conversation: string(e.initial_conversation) }),
  multi_users_select: (e) => ({ selected_users: strings(e.initial_users) }),
  multi_channels_select: (e) => ({ selected_channels: strings(e.initial_channels) }),
  multi_conversations_select: (e) => ({ selected_conversations: strings(e.initial_conversations) }),
  datepicker: (e) => ({ selected_date: string(e.initial_date) }),
};

/** The state of an element nobody touched, or null for elements without one (button, overflow). */
export function initialState(element: Json): ElementState | null {
  const type = String(element.type);
  const make = Object.hasOwn(byType, type) ? byType[type] : undefined;
  return make ? { type, ...make(element) } : null;
}

/** True when nothing was typed or chosen. */
export function isEmpty({ type: _, ...state }: ElementState): boolean {
  return Object.values(state).every(
    (value) =>
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0),
  );
}
