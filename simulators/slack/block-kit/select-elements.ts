import { isJson, type Json } from '../json.ts';
import { confirm, conversationFilter, optionGroup, selectOption } from './compositions.ts';
import type { Report } from './report.ts';
import { boolean, identifier, integer } from './scalars.ts';
import { type Check, type Fields, list, object, optional } from './shape.ts';
import { initialAmong, interactive } from './simple-elements.ts';
import { plainText } from './text-objects.ts';

const common: Fields = {
  placeholder: optional(plainText(150)),
  confirm: optional(confirm),
  focus_on_load: optional(boolean),
};
const many: Fields = { max_selected_items: optional(integer({ min: 1 })) };
const staticOptions: Fields = {
  options: optional(list(selectOption, { min: 1, max: 100 })),
  option_groups: optional(list(optionGroup, { min: 1, max: 100 })),
};
const conversations: Fields = {
  default_to_current_conversation: optional(boolean),
  filter: optional(conversationFilter),
};
const minQuery: Fields = { min_query_length: optional(integer({ min: 0 })) };
const responseUrl: Fields = { response_url_enabled: optional(boolean) };

/** Choosing one. Source: Slack docs, select menu elements. */
export const singleSelects: Readonly<Record<string, Check>> = {
  static_select: select(
    'static_select',
    { ...staticOptions, initial_option: optional(selectOption) },
    eitherOptions,
  ),
  external_select: select('external_select', { ...minQuery, initial_option: optional(selectOption) }),
  conversations_select: select('conversations_select', {
    ...conversations,
    ...responseUrl,
    initial_conversation: optional(identifier),
  }),
  channels_select: select('channels_select', { ...responseUrl, initial_channel: optional(identifier) }),
  users_select: select('users_select', { initial_user: optional(identifier) }),
};

/** Choosing several. Source: Slack docs, multi-select menu elements. */
export const multiSelects: Readonly<Record<string, Check>> = {
  multi_static_select: select(
    'multi_static_select',
    { ...staticOptions, ...many, initial_options: optional(list(selectOption, { min: 1, max: 100 })) },
    eitherOptions,
  ),
  multi_external_select: select('multi_external_select', {
    ...minQuery,
    ...many,
    initial_options: optional(list(selectOption, { min: 1, max: 100 })),
  }),
  multi_conversations_select: select('multi_conversations_select', {
    ...conversations,
    ...many,
    initial_conversations: optional(list(identifier)),
  }),
  multi_channels_select: select('multi_channels_select', {
    ...many,
    initial_channels: optional(list(identifier)),
  }),
  multi_users_select: select('multi_users_select', { ...many, initial_users: optional(list(identifier)) }),
};

function select(
  type: string,
  fields: Fields,
  also?: (value: Json, at: string, report: Report) => void,
): Check {
  return object({ ...interactive(type), ...common, ...fields }, also);
}

function eitherOptions(value: Json, at: string, report: Report): void {
  const given = [value.options, value.option_groups].filter((one) => one !== undefined).length;
  if (given === 0) report.add(at, 'missing_field', 'missing required field: options');
  if (given === 2) report.add(at, 'additional_property', 'only one of options and option_groups is allowed');
  const groups = Array.isArray(value.option_groups) ? value.option_groups.filter(isJson) : [];
  const offered = Array.isArray(value.options) ? value.options : groups.flatMap((group) => group.options);
  initialAmong(offered, value.initial_option, `${at}/initial_option`, report);
  initialAmong(offered, value.initial_options, `${at}/initial_options`, report);
}
