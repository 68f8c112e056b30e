import { boolean, string, url, word } from './scalars.ts';
import { type Check, list, object, optional, required } from './shape.ts';
import { anyText, plainText } from './text-objects.ts';

/**
 * Source: Slack docs, option object. The value's limit is 75 in `@slack/types` and 150 in the documentation;
 * the smaller one is applied.
 */
function optionOf(text: Check, description: Check, more: Parameters<typeof object>[0] = {}): Check {
  return object({
    text: required(text),
    value: required(string({ max: 75 })),
    description: optional(description),
    ...more,
  });
}

/** Options of select menus: plain text only. */
export const selectOption = optionOf(plainText(75), plainText(75));
/** Options of checkboxes and radio buttons: mrkdwn too. */
export const choiceOption = optionOf(anyText(75), anyText(75));
/** Options of overflow menus may carry a link. */
export const overflowOption = optionOf(plainText(75), plainText(75), { url: optional(url) });

/** Source: Slack docs, option group object. */
export const optionGroup = object({
  label: required(plainText(75)),
  options: required(list(selectOption, { min: 1, max: 100 })),
});

/** Source: Slack docs, confirmation dialog object. */
export const confirm = object({
  title: required(plainText(100)),
  text: required(anyText(300)),
  confirm: required(plainText(30)),
  deny: required(plainText(30)),
  style: optional(word('primary', 'danger')),
});

/** Source: Slack docs, dispatch action configuration. */
export const dispatchActionConfig = object({
  trigger_actions_on: required(list(word('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 })),
});

/** Source: Slack docs, conversation filter. */
export const conversationFilter = object({
  include: optional(list(word('im', 'mpim', 'private', 'public'), { min: 1 })),
  exclude_external_shared_channels: optional(boolean),
  exclude_bot_users: optional(boolean),
});
